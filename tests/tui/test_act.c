/*
 * Acts that have no screen of their own: forms made from their rows.
 */
#include "base/seal.h"
#include "tests/tui/sample.h"
#include "tui/console/act_place.h"
#include "tui/console/dialog.h"
#include "tui/pages/say.h"

static struct seal_key key;
static char kinds[2000];

static const char officers[] = "{\"rows\":[{\"id\":\"li\",\"name\":\"李法制\"},"
			       "{\"id\":\"wang\",\"name\":\"王芳\"}]}";
static const char accounts[] = "{\"rows\":[{\"id\":\"mast\",\"name\":\"柳河\","
			       "\"kind\":\"mastodon\"}]}";
static const char account[] =
	"{\"id\":\"mast\",\"kind\":\"mastodon\",\"options\":{\"url\":"
	"\"https://m.example\",\"duplicates\":\"prefer\"}}";

static void
begin(struct rig *r, enum lang lang)
{
	char pub[SEAL_LINE];

	memset(r, 0, sizeof(*r));
	seal_key_new(&key);
	seal_key_format(pub, key.pub);
	(void)snprintf(kinds, sizeof(kinds),
		"{\"relay_key\":\"%s\",\"rows\":[{\"kind\":\"manual\","
		"\"title\":{\"en\":\"by "
		"hand\",\"zh\":\"人工\"},\"options\":[]},"
		"{\"kind\":\"mastodon\",\"title\":{\"en\":\"Mastodon\",\"zh\":"
		"\"Mastodon\"},\"options\":[{\"name\":\"url\",\"required\":"
		"true,"
		"\"secret\":false,\"help\":{\"en\":\"address of the server\","
		"\"zh\":\"服务器地址\"}},{\"name\":\"visibility\",\"help\":"
		"{\"en\":\"public or private\",\"zh\":\"可见范围\"}},"
		"{\"name\":\"token\",\"required\":true,\"secret\":true,"
		"\"help\":{\"en\":\"access token\",\"zh\":\"访问令牌\"}}]}]}",
		pub);
	sample_answers(r);
	rig_answer(r, "officer.list", officers);
	rig_answer(r, "account.list", accounts);
	rig_answer(r, "account.kinds", kinds);
	rig_answer(r, "account.show", account);
	rig_answer(r, "account.change", "[]");
	r->demo = true;
	rig_start(r, lang, 40, 100);
}

static void
open_form(struct rig *r, const char *act)
{
	app_open(&r->app, "act", act);
	app_pump(&r->app);
}

static bool
has_key(const char *place)
{
	return strstr(place, "with the key ") != NULL &&
		strstr(place, "\"\"") == NULL;
}

/* Every act has a form, or a line that says where it is done, or why not. */
static void
act__each_has_a_form_or_a_place(void **state)
{
	struct rig r;
	char place[SAY];

	(void)state;
	begin(&r, LANG_EN);
	for (int i = 0; i < ACT_COUNT; i++) {
		const struct act_row *row = act_row((enum act)i);

		open_form(&r, row->name);
		if (act_has_form((enum act)i)) {
			assert_non_null(r.app.dialog);
			assert_string_equal(
				r.app.dialog->title, row->does.in[LANG_EN]);
			rig_type(&r, "<Esc>");
		} else {
			assert_null(r.app.dialog);
			act_place(place, sizeof(place), (enum act)i, all_views);
			if (!has_key(place) && strchr(place, '.') == NULL)
				fail_msg("%s: %s", row->name, place);
			rig_sees(&r, place);
		}
		app_back(&r.app);
	}
	rig_stop(&r);
}

/* The form asks every field that a person gives, and no other. */
static void
act__a_form_asks_all_fields_of_its_row(void **state)
{
	struct rig r;

	(void)state;
	begin(&r, LANG_ZH);
	for (int i = 0; i < ACT_COUNT; i++) {
		const struct act_field *f = act_row((enum act)i)->fields;
		int fields = 0;

		if (!act_has_form((enum act)i))
			continue;
		open_form(&r, act_row((enum act)i)->name);
		/* of accounts the kind is asked for first */
		if (r.app.dialog->fields > 0 &&
			dialog_named(r.app.dialog, "kind"))
			rig_type(&r, "<Down>");
		for (; f->name; f++)
			if (f->given != GIVEN_PROGRAM &&
				dialog_named(r.app.dialog, f->name))
				fields++;
		assert_int_equal(fields, r.app.dialog->fields);
		assert_true(fields > 0);
		rig_type(&r, "<Esc>");
		app_back(&r.app);
	}
	rig_stop(&r);
}

static void
act__officer_is_added_with_several_roles(void **state)
{
	const json_t *act;
	struct rig r;

	(void)state;
	begin(&r, LANG_ZH);
	rig_type(&r, ":officer.add");
	rig_sees(&r, "增加人员");
	rig_type(&r, "<Enter>");
	rig_sees(&r, "操作中使用的短编号");
	rig_type(&r, "ｃｈｅｎ<Enter>陈值班<Enter>chen<Enter>x1<Enter>");
	rig_sees(&r, "[ ] 撰稿人");
	rig_type(&r, " <Down><Down> <^S>");
	rig_sees(&r, "「x1」不是整数");
	assert_int_equal(json_array_size(r.acts), 0);
	rig_type(&r, "<^U>1007<^S>");
	act = rig_act(&r);
	assert_string_equal(doc_str(act, "act"), "officer.add");
	assert_string_equal(doc_str(act, "officer"), "chen");
	assert_string_equal(doc_str(act, "name"), "陈值班");
	assert_int_equal(doc_int(act, "uid"), 1007);
	assert_int_equal(json_array_size(json_object_get(act, "roles")), 2);
	assert_string_equal(json_string_value(json_array_get(
				    json_object_get(act, "roles"), 1)),
		"reviewer");
	assert_null(json_object_get(act, "phone"));
	rig_stop(&r);
}

static void
act__account_asks_what_its_kind_needs(void **state)
{
	struct err err = { .code = ERR_OK };
	const json_t *act;
	struct rig r;
	char *secret;
	size_t len;

	(void)state;
	begin(&r, LANG_EN);
	open_form(&r, "account.add");
	rig_sees(&r, "( ) Mastodon");
	rig_type(&r, "<Down><Enter>");
	assert_non_null(dialog_named(r.app.dialog, "options.visibility"));
	assert_null(dialog_named(r.app.dialog, "options"));
	rig_type(&r, "mast<Enter><Enter>Liuhe<Enter>Office<Enter><Enter>");
	rig_sees(&r, "address of the server");
	rig_type(&r, "<^S>");
	rig_sees(&r, "url is needed.");
	rig_type(&r, "https://m.example<Enter><Enter>s3cret");
	rig_sees(&r, "access token");
	rig_sees(&r, "******");
	rig_sees_not(&r, "s3cret");
	rig_type(&r, "<^S>");
	act = rig_act(&r);
	assert_string_equal(doc_str(act, "act"), "account.add");
	assert_string_equal(doc_str(act, "kind"), "mastodon");
	assert_null(json_object_get(act, "lead"));
	assert_string_equal(doc_str(json_object_get(act, "options"), "url"),
		"https://m.example");
	assert_int_equal(json_object_size(json_object_get(act, "options")), 1);
	assert_int_equal(seal_open(&secret, &len, &key, "mast",
				 doc_str(act, "sealed"), &err),
		ERR_OK);
	assert_string_equal(secret, "{\"token\":\"s3cret\"}");
	free(secret);
	assert_null(json_object_get(act, "secret.token"));
	rig_stop(&r);
}

/* A token that begins in a browser: the address is shown and handed over, what
 * comes back is taken as it is, and the relay logs in with it at once. */
static void
act__the_browsers_address_is_shown_and_its_code_taken_back(void **state)
{
	static const char weibo[] =
		"{\"id\":\"mast\",\"kind\":\"mastodon\",\"options\":{},"
		"\"consent\":\"https://m.example/oauth2?client_id=7\"}";
	const json_t *act;
	struct rig r;
	struct err err;
	char *secret, *at;
	size_t len;

	(void)state;
	begin(&r, LANG_EN);
	at = strstr(kinds, "\"token\"");
	memcpy(at, "\"code\" ", 7);
	rig_answer(&r, "account.kinds", kinds);
	rig_answer(&r, "account.show", weibo);
	rig_answer(&r, "account.credential", "[]");
	rig_answer(&r, "account.check", "[]");
	open_form(&r, "account.credential");
	rig_type(&r, "<Enter>");
	rig_sees(&r, "opens this address in a browser");
	rig_sees(&r, "https://m.example/oauth2?client_id=7");
	assert_string_equal(r.copied, "https://m.example/oauth2?client_id=7");
	rig_type(&r, "https://c.example/cb?state=1&code=c0de&x=1");
	rig_sees_not(&r, "c0de");
	rig_type(&r, "<^S>");
	assert_int_equal(rig_acts(&r, "account.credential"), 1);
	act = json_array_get(r.acts, json_array_size(r.acts) - 2);
	assert_int_equal(seal_open(&secret, &len, &key, "mast",
				 doc_str(act, "sealed"), &err),
		ERR_OK);
	assert_string_equal(secret, "{\"code\":\"c0de\"}");
	free(secret);
	act = rig_act(&r);
	assert_string_equal(doc_str(act, "act"), "account.check");
	assert_string_equal(doc_str(act, "account"), "mast");
	rig_sees(&r, "is being checked with it");
	rig_stop(&r);
}

/* Settings are replaced as a whole: what a form does not know stays. */
static void
act__account_keeps_the_settings_that_were_not_changed(void **state)
{
	const json_t *act, *options;
	struct rig r;

	(void)state;
	begin(&r, LANG_EN);
	open_form(&r, "account.change");
	rig_sees(&r, "mast  柳河");
	rig_type(&r, "<Enter>");
	rig_sees(&r, "https://m.example");
	rig_type(&r, "<^S>");
	act = rig_act(&r);
	assert_string_equal(doc_str(act, "account"), "mast");
	assert_null(json_object_get(act, "options"));
	rig_sees(&r, "Noted.");
	open_form(&r, "account.change");
	rig_type(&r, "<Enter>");
	for (int i = 0; i < 4; i++)
		rig_type(&r, "<Tab>");
	rig_type(&r, "private<^S>");
	options = json_object_get(rig_act(&r), "options");
	assert_string_equal(doc_str(options, "visibility"), "private");
	assert_string_equal(doc_str(options, "url"), "https://m.example");
	assert_string_equal(doc_str(options, "duplicates"), "prefer");
	rig_stop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(act__each_has_a_form_or_a_place),
		cmocka_unit_test(act__a_form_asks_all_fields_of_its_row),
		cmocka_unit_test(act__officer_is_added_with_several_roles),
		cmocka_unit_test(act__account_asks_what_its_kind_needs),
		cmocka_unit_test(
			act__the_browsers_address_is_shown_and_its_code_taken_back),
		cmocka_unit_test(
			act__account_keeps_the_settings_that_were_not_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
