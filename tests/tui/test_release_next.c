/* What the release screen says comes next, and by which key. */
#include "tests/tui/sample.h"

/* The key is told to whom the posts by hand wait for, and to nobody else. */
static void
release_next__posts_by_hand_are_told_with_their_key_to_whom_they_wait_for(
	void **state)
{
	(void)state;
	for (int mine = 0; mine < 2; mine++) {
		json_t *status = rig_json(sample_status), *row;
		char *text;
		struct rig r;

		row = json_pack("{s:s,s:s,s:s,s:b}", "what", "proof", "message",
			"D2026-0001/1", "mode", "drill", "mine", mine);
		json_array_append_new(json_object_get(status, "waits"), row);
		text = doc_format(status);
		memset(&r, 0, sizeof(r));
		sample_answers(&r);
		rig_answer(&r, "status", text);
		rig_answer(&r, "message.show",
			"{\"state\":\"fired\",\"standing\":{\"is\":\"open\","
			"\"by_hand\":6,\"total\":7}}");
		rig_start(&r, LANG_EN, 24, 80);
		app_open(&r.app, "release", "D2026-0001/1");
		app_pump(&r.app);
		if (mine)
			rig_sees(&r, "By hand: Enter, post it, then P");
		else
			rig_sees_not(&r, "By hand: Enter");
		rig_stop(&r);
		free(text);
		json_decref(status);
	}
}

/* Who fires knows before what goes by itself and what is left to a person. */
static void
release__says_what_is_posted_by_hand_once_it_is_fired(void **state)
{
	json_t *doc = rig_json(sample_actual);
	char *text;
	struct rig r;

	(void)state;
	doc_put(doc, "standing",
		rig_json("{\"is\":\"armed\",\"prepared\":7,\"hands\":6}"));
	text = doc_format(doc);
	memset(&r, 0, sizeof(r));
	sample_answers(&r);
	rig_answer(&r, "message.show", text);
	rig_answer(&r, "delivery.list", sample_prepared);
	rig_start(&r, LANG_ZH, 24, 80);
	app_open(&r.app, "release", "2026-0001/1");
	app_pump(&r.app);
	rig_sees(&r, "按 f 自动发 1 个，");
	rig_sees(&r, " 另 6 个须人工发布。");
	rig_stop(&r);
	free(text);
	json_decref(doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			release_next__posts_by_hand_are_told_with_their_key_to_whom_they_wait_for),
		cmocka_unit_test(
			release__says_what_is_posted_by_hand_once_it_is_fired),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
