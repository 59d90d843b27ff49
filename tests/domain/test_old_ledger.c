/*
 * A small ledger of each release is read for ever: every line parses, the
 * chain holds, and folding it comes to what it came to then.
 */
#include "tests/domain/scene.h"

#include "crier/entry_kind.h"
#include "domain/release/delivery.h"

struct old {
	struct office office;
	struct incident incidents[8];
	size_t count;
	int64_t seq;
	char hash[HASH_HEX];
};

static struct incident *
incident_of(struct old *o, const char *id)
{
	for (size_t n = 0; n < o->count; n++)
		if (strcmp(o->incidents[n].id, id) == 0)
			return &o->incidents[n];
	assert_true(o->count < 8);
	incident_init(&o->incidents[o->count]);
	return &o->incidents[o->count++];
}

static void
read_line(struct old *o, const char *line, size_t len)
{
	struct entry e;
	struct err err;

	if (entry_parse(&e, line, len, &err) != ERR_OK)
		fail_msg("after entry %lld: %s", (long long)o->seq, err.what);
	assert_int_equal(e.seq, o->seq + 1);
	assert_string_equal(e.prev, o->hash);
	assert_non_null(entry_kind_find(e.kind));
	assert_int_equal(office_apply(&o->office, &e, &err), ERR_OK);
	if (e.incident[0] &&
		incident_apply(incident_of(o, e.incident), &e, &err) != ERR_OK)
		fail_msg("entry %lld: %s", (long long)e.seq, err.what);
	o->seq = e.seq;
	hash_hex(o->hash, line, len);
	entry_release(&e);
}

static void
old_open(struct old *o, const char *path)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	memset(o, 0, sizeof(*o));
	office_init(&o->office);
	(void)snprintf(o->hash, sizeof(o->hash), "%s", ENTRY_NO_PREV);
	assert_non_null(f);
	while ((len = getline(&line, &cap, f)) > 0)
		read_line(o, line, (size_t)len - 1);
	free(line);
	(void)fclose(f);
}

static void
old_close(struct old *o)
{
	for (size_t n = 0; n < o->count; n++)
		incident_release(&o->incidents[n]);
	office_release(&o->office);
}

static void
ledger__of_0_1_0_is_read_as_it_was(void **state)
{
	const struct message *m;
	struct old o;

	(void)state;
	old_open(&o, "tests/ledgers/0.1.0.jsonl");
	assert_int_equal(o.seq, 51);
	assert_int_equal(o.office.officer_count, 9);
	assert_int_equal(o.office.account_count, 12);
	assert_string_equal(o.office.admin, "zhao");
	assert_int_equal(o.count, 2);
	m = incident_of(&o, "2026-0001")->messages[0];
	assert_int_equal(m->state, MESSAGE_RELEASED);
	assert_int_equal(m->revision, 2);
	assert_string_equal(m->approved.by, "wu");
	assert_string_equal(m->fired.by, "wang");
	assert_int_equal(
		message_delivery(m, "county-weibo")->state, DELIVERY_VERIFIED);
	assert_string_equal(message_delivery(m, "county-weibo")->url,
		"https://weibo.com/1/abc");
	assert_int_not_equal(incident_of(&o, "D2026-0001")->closed, 0);
	old_close(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ledger__of_0_1_0_is_read_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
