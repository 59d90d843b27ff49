/*
 * A card that came in a letter of its unit: what holds at once, what asks for
 * the telephone, and what is nothing.
 */
#include "tests/domain/scene.h"

#include "domain/partner/partner_came.h"

static void
came_begin(struct scene *s)
{
	scene_open(s, false);
	scene_entry(s, "wu", "partner.added",
		json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:I}", "partner",
			"city", "name", "市委宣传部", "rank", "superior",
			"phone", "010-12345678", "key", "KEY", "seal", "SEAL",
			"drill_seal", "DRILL", "spare", "SHA256:spare", "made",
			(json_int_t)1000));
}

/* What the card changes: the kind of its entry, "" none; folded. */
static const char *
came(struct scene *s, const char *key, const char *spare, const char *by,
	int64_t made)
{
	struct world w = {
		.office = &s->office, .library = s->lib, .now = s->now
	};
	json_t *card =
		json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:s}", "id",
			"city", "unit", "另一个名称", "phone", "010-99", "key",
			key, "fingerprint", "SHA256:new", "print", "1 2",
			"seal", "SEAL2", "drill_seal", "DRILL2", "spare", spare,
			"made", (json_int_t)made, "by", by);
	const char *kind = "";
	struct judged j;

	judged_init(&j);
	partner_card_came(
		&j, &w, office_partner(&s->office, "city"), card, "hash");
	if (j.count > 0)
		kind = j.items[0].kind;
	scene_fold(s, &j, "qian");
	judged_release(&j);
	json_decref(card);
	return kind;
}

static void
came__sealing_keys_of_the_same_key_hold_at_once(void **state)
{
	const struct partner *p;
	struct scene s;

	(void)state;
	came_begin(&s);
	assert_string_equal(
		came(&s, "KEY", "SHA256:spare", "", 2000), "partner.changed");
	p = office_partner(&s.office, "city");
	assert_string_equal(p->seal, "SEAL2");
	assert_string_equal(p->drill_seal, "DRILL2");
	assert_int_equal(p->made, 2000);
	assert_int_equal(p->vouched, 0);
	/* a name and the registered number are the registrar's */
	assert_string_equal(p->name, "市委宣传部");
	assert_string_equal(p->phone, "010-12345678");
	/* the same card again, and one from before, are nothing */
	assert_string_equal(came(&s, "KEY", "SHA256:spare", "", 2000), "");
	assert_string_equal(came(&s, "KEY", "SHA256:spare", "", 1500), "");
	scene_close(&s);
}

static void
came__what_the_spare_key_signed_holds_at_once(void **state)
{
	const struct partner *p;
	struct scene s;

	(void)state;
	came_begin(&s);
	assert_string_equal(
		came(&s, "NEW", "SHA256:next", "SHA256:spare", 2000),
		"partner.changed");
	p = office_partner(&s.office, "city");
	assert_string_equal(p->key, "NEW");
	assert_string_equal(p->spare, "SHA256:next");
	assert_int_equal(p->vouched, s.now);
	/* a new name waits for another person, as any change does */
	assert_string_equal(p->name, "市委宣传部");
	assert_true(p->next.waits);
	assert_string_equal(doc_str(p->next.what, "name"), "另一个名称");
	assert_false(partner_asks_call(&p->next));
	/* the paper is spent */
	assert_string_equal(came(&s, "THIRD", "SHA256:x", "SHA256:spare", 3000),
		"partner.proposed");
	assert_string_equal(office_partner(&s.office, "city")->key, "NEW");
	scene_close(&s);
}

static void
came__another_spare_key_asks_for_the_telephone(void **state)
{
	const struct partner *p;
	struct scene s;

	(void)state;
	came_begin(&s);
	assert_string_equal(
		came(&s, "KEY", "SHA256:other", "", 2000), "partner.proposed");
	p = office_partner(&s.office, "city");
	assert_string_equal(p->spare, "SHA256:spare");
	assert_true(p->next.waits);
	assert_true(partner_asks_call(&p->next));
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			came__sealing_keys_of_the_same_key_hold_at_once),
		cmocka_unit_test(came__what_the_spare_key_signed_holds_at_once),
		cmocka_unit_test(
			came__another_spare_key_asks_for_the_telephone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
