/*
 * What may not be stored: hits, near misses, places and masks.
 */
#include "lint/leak_doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lint/leak_joined.h"

#define ROWS(t) (sizeof(t) / sizeof((t)[0]))
#define NONE LEAK_RULES

static const char contacts[] =
	"contacts:\n"
	"  - {number: '12345', title: {zh: 热线, en: h}}\n"
	"  - {number: '13900139000', title: {zh: 值班, en: d}}\n";

static void
leak__hits_and_near_misses(void **state)
{
	static const struct {
		const char *text;
		enum leak_rule want; /* of the first finding */
	} rows[] = {
		/* L-04: the textbook examples, GB 11643 */
		{ "11010519491231002X", LEAK_RESIDENT },
		{ "11010519491231002x", LEAK_RESIDENT },
		{ "身份证440524188001010014。", LEAK_RESIDENT },
		{ "210000190001010016", LEAK_RESIDENT },
		{ "110105 19491231 002X", LEAK_RESIDENT },
		{ "110105-1949-1231-002X", LEAK_RESIDENT },
		{ "１１０１０５１９４９１２３１００２Ｘ", LEAK_RESIDENT },
		{ "110105\xE2\x80\x8B"
		  "19491231002X",
			LEAK_RESIDENT },
		/* digit by digit, in odd groups, with other signs, scripts */
		{ "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", LEAK_RESIDENT },
		{ "1101 0519 4912 3100 2X", LEAK_RESIDENT },
		{ "110105 – 19491231 – 002X", LEAK_RESIDENT },
		{ "110105/1949/12/31/002 X", LEAK_RESIDENT },
		{ "110105194912\n31002X", LEAK_RESIDENT },
		{ "١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", LEAK_RESIDENT },
		{ "11010519491231002×", LEAK_RESIDENT },
		{ "11010519491231002Х", LEAK_RESIDENT }, /* Cyrillic */
		{ "一一〇一〇五一九四九一二三一〇〇二X", LEAK_RESIDENT },
		{ "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 1", NONE },
		/* a list that checks is none */
		{ "1、1、0、1、0、5、1、9、4、9、1、2、3、1、0、0、2、X",
			LEAK_RESIDENT },
		{ "1、1、0、1、0、5、1、9、4、9、1、2、3、1、0、0、2、1",
			NONE },
		{ "110105、19491231、002X", LEAK_RESIDENT },
		{ "110105，1949，1231，002X", LEAK_RESIDENT },
		{ "110105：19491231：002X", LEAK_RESIDENT },
		{ "110105+19491231+002X", LEAK_RESIDENT },
		{ "110105*19491231*002X", LEAK_RESIDENT },
		{ "一 一 〇 一 〇 五 一 九 四 九 一 二 三 一 〇 〇 二 X",
			LEAK_RESIDENT },
		{ "1一0一〇五1九4九1二3一0〇2X", LEAK_RESIDENT },
		{ "110105、19491231、0021", NONE }, /* check digit */
		{ "110105194912310021", NONE }, /* check digit */
		{ "110105194902300020", NONE }, /* 30 February */
		{ "A11010519491231002X", NONE }, /* part of a word */
		{ "11010519491231002X9", NONE },
		{ "91350100M000100Y43", NONE }, /* social credit code */
		{ "914403001922038216", NONE }, /* the same, digits only */
		/* L-06 */
		{ "13800138000", LEAK_MOBILE },
		{ "电话13800138000转", LEAK_MOBILE },
		{ "tel13800138000", LEAK_MOBILE },
		{ "+86 138-0013-8000", LEAK_MOBILE },
		{ "+8613800138000", LEAK_MOBILE },
		{ "008613800138000", LEAK_MOBILE },
		{ "138 0013 8000", LEAK_MOBILE },
		{ "138.0013.8000", LEAK_MOBILE },
		{ "１３８００１３８０００", LEAK_MOBILE },
		{ "①③800138000", LEAK_MOBILE }, /* circled digits fold */
		{ "0411-13800138000", LEAK_MOBILE },
		{ "1 3 8 0 0 1 3 8 0 0 0", LEAK_MOBILE },
		{ "1-3-8-0-0-1-3-8-0-0-0", LEAK_MOBILE },
		{ "4/1-3-8-0-0-1-3-8-0-0-0", LEAK_MOBILE },
		{ "第4. 1 3 8 0 0 1 3 8 0 0 0", LEAK_MOBILE },
		{ "1-3-8-0-0-1-3-8-0-0-0/4", LEAK_MOBILE },
		{ "3/1-3-8-0-0-1-3-8-0-0-0/4", LEAK_MOBILE },
		{ "3/138-0013-8000", LEAK_MOBILE },
		{ "4/1-3-9-0-0-1-3-9-0-0-0", NONE }, /* in the contacts */
		{ "4-1-3-8-0-0-1-3-8-0-0-0", NONE }, /* twelve */
		{ "138 00 13 80 00", LEAK_MOBILE },
		{ "138—0013—8000", LEAK_MOBILE },
		{ "(138) 0013-8000", LEAK_MOBILE },
		{ "138_0013_8000", LEAK_MOBILE },
		{ "138\t0013\t8000", LEAK_MOBILE },
		{ "1380013\n8000", LEAK_MOBILE },
		{ "١٣٨٠٠١٣٨٠٠٠", LEAK_MOBILE },
		{ "१३८००१३८०००", LEAK_MOBILE },
		{ "1\u03363\u03368\u03360\u03360\u03361\u03363\u03368\u03360"
		  "\u03360\u03360\u0336",
			LEAK_MOBILE }, /* struck through */
		{ "1\uFE0F\u20E33\uFE0F\u20E38\uFE0F\u20E30013800\uFE0F"
		  "\u20E30",
			LEAK_MOBILE }, /* keys */
		{ "壹叁捌零零壹叁捌零零零", LEAK_MOBILE },
		{ "13800138000x", LEAK_MOBILE },
		{ "1 3 9 0 0 1 3 9 0 0 0", NONE }, /* in the contact list */
		{ "1 3 8 0 0 1 3 8 0 0 0 1", NONE }, /* twelve */
		{ "138,001,380,00", NONE }, /* not how one groups it */
		{ "13,800,138,000元", NONE }, /* a sum */
		{ "15000-200000元", NONE },
		{ "2026/07/21 13:45:00", NONE },
		{ "13900139000", NONE }, /* in the contact list */
		{ "+86 139 0013 9000", NONE },
		{ "12800138000", NONE }, /* no such prefix */
		{ "1380013800", NONE },
		{ "138001380001", NONE },
		{ "12345、12350、119", NONE },
		{ "0411-88005555", NONE },
		{ "400-800-1234", NONE },
		{ "https://weibo.com/13800138000", NONE }, /* a path */
		{ "https://a.cn/?tel=13800138000", LEAK_MOBILE },
		/* groups by signs that part the items of a list as well */
		{ "电话138、0013、8000", LEAK_MOBILE },
		{ "138，0013，8000", LEAK_MOBILE },
		{ "联系人王女士（139：1234：5678）", LEAK_MOBILE },
		{ "手机139，1234，5678", LEAK_MOBILE },
		{ "微信号码：139+1234+5678", LEAK_MOBILE },
		{ "致电139*1234*5678", LEAK_MOBILE },
		{ "139、1234、5678", LEAK_MOBILE }, /* nothing else */
		{ "电话1、3、9、1、2、3、4、5、6、7、8", LEAK_MOBILE },
		{ "一 三 九 一 二 三 四 五 六 七 八", LEAK_MOBILE },
		{ "一三九 一二三四 五六七八", LEAK_MOBILE },
		{ "一-三-九-一-二-三-四-五-六-七-八", LEAK_MOBILE },
		{ "1三9一2三4五6七8", LEAK_MOBILE },
		{ "1三9 1二3四 5六7八", LEAK_MOBILE },
		{ "手机一、三、九、一、二、三、四、五、六、七、八",
			LEAK_MOBILE },
		{ "第三13800138000", LEAK_MOBILE },
		{ "三 一三八零零一三八零零零", LEAK_MOBILE },
		{ "三条河流量分别为138、1204、1350立方米每秒", NONE },
		{ "三个安置点分别转移138，1204，1350人", NONE },
		{ "水位站8时、14时、20时分别为139、1204、1350毫米", NONE },
		{ "3、4、5", NONE },
		{ "1、3、2、4、5、1、2、3、2、1、2", NONE }, /* days */
		{ "水位：138.1、138.4、139.0、139.2、139.5、140.1米", NONE },
		{ "雨量123、145、200、103、145、167毫米", NONE },
		{ "G318、S205、X103线", NONE },
		{ "国道318、省道1350、县道1204", NONE },
		{ "13:45:00、14:30:00、16:00:00", NONE },
		{ "2026-07-21 14:30，2026-07-21 16:00", NONE },
		{ "值班电话：0411-88005555、88005556", NONE },
		{ "拨打110、119、120、12345", NONE },
		{ "尺寸138*1204*1350毫米", NONE },
		{ "138+1204+1350=2692", NONE },
		{ "一、三、八、零", NONE },
		{ "一、二、三、四、五、六、七、八、九、一、二", NONE },
		{ "二〇二六年七月二十一日十四时三十分", NONE },
		{ "1三9", NONE },
		/* L-07 */
		{ "卡号4111、1111、1111、1111", LEAK_CARD },
		{ "流量4111、1111、1111、1111立方米", NONE },
		{ "4111111111111111", LEAK_CARD },
		{ "6222020000000000000", LEAK_CARD },
		{ "6222 0200 0000 0000 000", LEAK_CARD },
		{ "4111-1111-1111-1111", LEAK_CARD },
		{ "3782 822463 10005", LEAK_CARD },
		{ "41111111 11111111", LEAK_CARD },
		{ "622202 0000 0000 00000", LEAK_CARD },
		{ "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", LEAK_CARD },
		{ "4111–1111–1111–1111", LEAK_CARD },
		{ "4111 1111\n1111 1111", NONE }, /* rows of a table */
		{ "4111111111111112", NONE }, /* Luhn */
		{ "9111111111111111", NONE },
		{ "41111111111111", NONE },
		{ "https://weibo.com/4111111111111111", NONE },
		/* a warning's id of 31 characters, dates, our own ids */
		{ "21010241600000_20261124080000_0", NONE },
		{ "2026-0123/3:county-site", NONE },
		{ "1784620800000", NONE }, /* milliseconds */
		{ "7月21日14时30分，转移1204人，水位23.4米", NONE },
		/* L-01 and its exceptions, L-03 */
		{ "机密★5年", LEAK_SECRECY },
		{ "绝密★长期", LEAK_SECRECY },
		{ "秘密☆", LEAK_SECRECY },
		{ "秘密＊", LEAK_SECRECY },
		{ "机 密 ★ 5 年", LEAK_SECRECY },
		{ "机密级★", LEAK_SECRECY },
		{ "秘密10年", LEAK_SECRECY },
		{ "秘密6个月", LEAK_SECRECY },
		{ "通知\n  绝密  \n正文", LEAK_SECRECY },
		{ "机密", LEAK_SECRECY },
		{ "商业秘密", NONE },
		{ "泄露国家秘密5年以上", NONE },
		{ "《中华人民共和国保守国家秘密法》", NONE },
		{ "密级：机密 请阅", LEAK_SECRECY },
		{ "手机013912345678", LEAK_MOBILE },
		{ "电话 0139 1234 5678", LEAK_MOBILE },
		{ "值班电话0139-12345678", LEAK_MOBILE },
		{ "值班电话010-12345678", NONE },
		{ "流水号012345678901", NONE },
		{ "文件【机密】请阅", LEAK_SECRECY },
		{ "关于汛情的报告（秘密）及附件", LEAK_SECRECY },
		{ "报告 机密·5年", LEAK_SECRECY },
		{ "机密⭐5年", LEAK_SECRECY },
		{ "机密文件的保管要求", NONE },
		{ "密级：以文件标注为准，机密文件不外传", NONE },
		{ "涉及国家秘密（绝密级除外）的不公开", NONE },
		{ "商业秘密（国家秘密除外）依法保护", NONE },
		{ "保守秘密·共筑防线", NONE },
		{ "㊙", LEAK_SECRECY },
		{ "会议纪要㊙请勿外传", LEAK_SECRECY },
		{ "㊙️会议纪要", LEAK_SECRECY },
		{ "密 级：机 密 请阅", LEAK_SECRECY },
		{ "密级:【机密】 请阅", LEAK_SECRECY },
		{ "密级——秘密 请阅", LEAK_SECRECY },
		{ "本件密级为机密。", LEAK_SECRECY },
		{ "密级机密 请阅", LEAK_SECRECY },
		{ "保密等级：秘密 请阅", LEAK_SECRECY },
		{ "涉密等级：绝密级 请阅", LEAK_SECRECY },
		{ "报告 机密·五年", LEAK_SECRECY },
		{ "报告 机密（5年）", LEAK_SECRECY },
		{ "报告（机密，保密期限5年）", LEAK_SECRECY },
		{ "报告 秘密-长期", LEAK_SECRECY },
		{ "机密★三年", LEAK_SECRECY },
		{ "保守秘密五年如一日", NONE },
		{ "泄露机密（5年以上有期徒刑）", NONE },
		{ "接触秘密，五年内不得出境", NONE },
		{ "密级由定密责任人确定，机密文件另行通知", NONE },
		{ "秘书长到现场指挥", NONE },
		{ "手机密码", NONE },
		{ "秘密侦查", NONE },
		{ "对外保密", NONE },
		{ "", NONE },
	};
	struct library_file file = { "rules/contacts.yaml", contacts,
		sizeof(contacts) - 1 };
	struct faults faults;
	struct pool *pool = pool_new();
	struct lint_rules *rules;

	faults_init(&faults);
	rules = lint_rules_parse(pool, &file, 1, &faults);
	assert_int_equal(faults.count, 0);
	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct leaks l;
		enum leak_rule got;

		leak_scan(&l, rows[i].text, strlen(rows[i].text), rules);
		got = l.count ? l.rows[0].rule : NONE;
		if (got != rows[i].want)
			fail_msg("%s: got %d, want %d", rows[i].text, (int)got,
				(int)rows[i].want);
		leaks_release(&l);
	}
	lint_rules_release(rules);
	pool_free(pool);
	faults_release(&faults);
}

static void
leak__a_finding_is_a_place_in_the_original(void **state)
{
	static const struct {
		const char *text, *masked;
	} rows[] = {
		{ "请联系13800138000。", "请联系■■■■■■■■■■■。" },
		{ "请联系１３８００１３８０００", "请联系■■■■■■■■■■■" },
		{ "a 138 0013 8000 b", "a ■■■■■■■■■■■■■ b" },
		{ "机密★5年 和 13800138000", "■■■■■ 和 ■■■■■■■■■■■" },
		{ "110105194912\xE2\x80\x8B"
		  "31002X!",
			"■■■■■■■■■■■■■■■■■■■!" },
		{ "nothing", "nothing" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct leaks l;
		size_t len = strlen(rows[i].text);
		char *got;

		leak_scan(&l, rows[i].text, len, NULL);
		got = leak_mask(rows[i].text, len, &l);
		assert_string_equal(got, rows[i].masked);
		free(got);
		leaks_release(&l);
	}
}

static void
leak__a_masked_text_is_clean(void **state)
{
	static const char text[] = "11010519491231002X 13800138000 绝密★ "
				   "6222020000000000000 13800138001";
	struct leaks l;
	char *masked;

	(void)state;
	leak_scan(&l, text, strlen(text), NULL);
	assert_int_equal(l.count, 5);
	masked = leak_mask(text, strlen(text), &l);
	leaks_release(&l);
	leak_scan(&l, masked, strlen(masked), NULL);
	assert_int_equal(l.count, 0);
	leaks_release(&l);
	free(masked);
}

static void
leak__a_refusal_names_rule_and_field_and_nothing_of_the_text(void **state)
{
	struct err err = { 0 };
	char what[400], remedy[300];
	json_t *doc = json_pack("{s:{s:s,s:[s,s]}}", "slots", "place", "东安",
		"actions", "x", "请联系13800138000");

	(void)state;
	assert_int_equal(
		leak_check_doc(doc, "message", NULL, &err), ERR_REFUSED);
	assert_string_equal(err.id, "leak");
	assert_string_equal(err.where, "message.slots.actions[1]");
	refusal_format(
		what, sizeof(what), remedy, sizeof(remedy), &err, LANG_ZH);
	assert_non_null(strstr(what, "L-06"));
	assert_null(strstr(what, "138"));
	assert_null(strstr(err.what, "138"));
	json_decref(doc);
}

static void
leak__a_key_can_leak_too(void **state)
{
	struct err err = { 0 };
	json_t *doc = json_pack("{s:s}", "13800138000", "x");

	(void)state;
	assert_int_equal(leak_check_doc(doc, "slots", NULL, &err), ERR_REFUSED);
	assert_string_equal(err.where, "slots");
	json_decref(doc);
}

static json_t *
leak_doc_of(const char *text)
{
	json_t *doc = json_loads(text, 0, NULL);

	assert_non_null(doc);
	return doc;
}

static void
leak__a_number_over_two_fields_is_one_number(void **state)
{
	static const struct {
		const char *doc, *want; /* the fields named; NULL: none */
	} rows[] = {
		{ "{'a':'请联系1391234','b':'5678'}", "a + b" },
		{ "{'b':'5678','a':'1391234'}", "a + b" }, /* as stored */
		{ "{'a':'139 ','b':'12345678'}", "a + b" },
		{ "{'a':'电话139','b':'1234','c':'5678'}", "a + c" },
		{ "{'a':'13800','b':'','c':'013800'}",
			"a + c" }, /* no figure */
		{ "{'a':['1391234','5678']}", "a[0] + a[1]" },
		{ "{'a':{'x':'转1391234'},'b':{'y':'5678转'}}", "a.x + b.y" },
		{ "{'a':'110105','b':'19491231002X'}", "a + b" },
		{ "{'a':'11010519','b':'491231','c':'002X'}", "a + c" },
		{ "{'a':'1391234','b':'5678','c':'9'}", "a + b" },
		{ "{'a':'8','b':'1391234','c':'5678'}", "b + c" },
		{ "{'a':'1391234','b':'567'}", NULL },
		{ "{'a':'138','b':'1204','c':'1350'}", NULL }, /* figures */
		{ "{'a':'13812','b':'120413'}", NULL },
		{ "{'a':'138户','b':'12041350人'}", NULL },
		{ "{'a':'0411-88005555','b':'88005556'}", NULL },
		{ "{'a':'62345678','b':'62345684'}", NULL },
		{ "{'a':'2026-07-19 20:07','b':'2026-07-19 21:07'}", NULL },
		{ "{'a':'7月21日14:30','b':'16:00','c':'12345'}", NULL },
		{ "{'a':1391234,'b':5678}", NULL },
		{ "{'a':'绝','b':'密'}", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct err err = { 0 };
		struct leak_joined j;
		char text[300];
		json_t *doc;

		(void)snprintf(text, sizeof(text), "%s", rows[i].doc);
		for (char *p = text; *p; p++)
			*p = *p == '\'' ? '"' : *p;
		doc = leak_doc_of(text);
		leak_joined_init(&j);
		leak_joined_add(&j, doc, "");
		(void)leak_joined_refuse(&j, NULL, &err);
		if (strcmp(rows[i].want ? rows[i].want : "", err.where) != 0)
			fail_msg("%s: got \"%s\"", text, err.where);
		leak_joined_release(&j);
		json_decref(doc);
	}
}

static void
leak__a_number_in_the_ends_of_long_texts_is_found(void **state)
{
	struct err err = { 0 };
	struct leak_joined j;
	char text[3000] = "";
	json_t *doc = json_object();

	(void)state;
	for (int i = 0; i < 300; i++)
		(void)snprintf(text + strlen(text), 8, "%s", "汛情");
	(void)snprintf(text + 1800, 100, "1391234");
	json_object_set_new(doc, "a", json_string(text));
	(void)snprintf(text, sizeof(text), "5678");
	for (int i = 0; i < 300; i++)
		(void)snprintf(text + strlen(text), 8, "%s", "平稳");
	json_object_set_new(doc, "b", json_string(text));
	leak_joined_init(&j);
	leak_joined_add(&j, doc, "");
	assert_int_equal(leak_joined_refuse(&j, NULL, &err), ERR_REFUSED);
	leak_joined_release(&j);
	json_decref(doc);
}

static void
leak__a_draft_is_masked_whatever_form_the_number_has(void **state)
{
	static const char *const rows[][2] = {
		{ "{\"a\":\"1391234\",\"b\":\"5678\"}",
			"{\"a\":\"■■■■■■■\",\"b\":\"■■■■\"}" },
		{ "{\"a\":13912345678}", "{\"a\":\"■■■■■■■■■■■\"}" },
		{ "{\"a\":13800000000}", "{\"a\":13800000000}" }, /* reads */
		{ "{\"at\":1784620800000,\"n\":1204}",
			"{\"at\":1784620800000,\"n\":1204}" },
		{ "{\"13912345678\":true}", "{\"■■■■■■■■■■■\":true}" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		json_t *doc = leak_doc_of(rows[i][0]);
		json_t *masked = leak_mask_doc(doc, NULL);
		json_t *want = leak_doc_of(rows[i][1]);

		if (!json_equal(masked, want))
			fail_msg("%s: got %s", rows[i][0],
				json_dumps(masked, 0));
		json_decref(doc);
		json_decref(masked);
		json_decref(want);
	}
}

static void
leak__ids_of_platforms_are_long_numbers(void **state)
{
	static const struct {
		const char *id;
		bool want;
	} rows[] = {
		{ "13912345678", true },
		{ "11010519491231002X", true },
		{ "https://a.example/p?tel=13912345678", true },
		{ "https://a.example/@u/11010519491231002X", true },
		{ "机密★5年", true },
		{ "4111111111111111", false }, /* Luhn by chance */
		{ "116105194912310025", false }, /* no such place */
		{ "https://weibo.com/13912345678", false }, /* a user */
		{ "https://weibo.com/1234567890/N8xYz", false },
		{ "1042", false },
		{ "https://a.example/u/p/1764466690.138123", false },
		{ "https://a.example/u/p/13912345678.123456", false },
	};
	char id[80];
	int taken = 0;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		if (leak_in_id(rows[i].id, NULL) != rows[i].want)
			fail_msg("%s", rows[i].id);
	/* snac's ids are times, Mastodon's are counted up from one */
	for (unsigned n = 0; n < 20000; n++) {
		unsigned r = n * 2654435761u;

		(void)snprintf(id, sizeof(id),
			"https://a.example/u/p/17%08u.%06u", r % 100000000,
			(r >> 7) % 1000000);
		taken += leak_in_id(id, NULL);
		(void)snprintf(id, sizeof(id), "115%09u%06u", r % 1000000000,
			(r >> 5) % 1000000);
		taken += leak_in_id(id, NULL);
	}
	assert_int_equal(taken, 0);
}

/* The worst inputs at two sizes: eight times the text, about the time. */
static void
leak__hostile_texts_stay_linear(void **state)
{
	static const char *const parts[] = { "1 ", "12345678901", "机 ",
		"机密 ", "http://", "绝", "9-", "4111 ", "一 ", "1、", "1三、",
		"㊙", "密级", "电话138、" };
	enum { SIZE = 1 << 20 };
	char *text = malloc(SIZE + 64);

	(void)state;
	for (size_t i = 0; i < ROWS(parts); i++) {
		size_t n = strlen(parts[i]), at = 0;
		struct leaks l;
		clock_t start;

		while (at < SIZE) {
			memcpy(text + at, parts[i], n);
			at += n;
		}
		start = clock();
		leak_scan(&l, text, at, NULL);
		/* A quadratic scan of 1 MiB takes minutes. */
		assert_true((clock() - start) / CLOCKS_PER_SEC < 8);
		leaks_release(&l);
	}
	free(text);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(leak__hits_and_near_misses),
		cmocka_unit_test(leak__a_finding_is_a_place_in_the_original),
		cmocka_unit_test(leak__a_masked_text_is_clean),
		cmocka_unit_test(
			leak__a_refusal_names_rule_and_field_and_nothing_of_the_text),
		cmocka_unit_test(leak__a_key_can_leak_too),
		cmocka_unit_test(leak__a_number_over_two_fields_is_one_number),
		cmocka_unit_test(
			leak__a_number_in_the_ends_of_long_texts_is_found),
		cmocka_unit_test(
			leak__a_draft_is_masked_whatever_form_the_number_has),
		cmocka_unit_test(leak__ids_of_platforms_are_long_numbers),
		cmocka_unit_test(leak__hostile_texts_stay_linear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
