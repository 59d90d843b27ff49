/*
 * What units of a joint incident say: ours goes once to who is in it, theirs is
 * taken of who is in it, in the same mode, while it lasts.
 */
#include "domain/joint/joint_share.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/partner.h"
#include "domain/office/office.h"

#define OURS "D2026-0001"
enum { NOW = 5000 };

/* A joint drill of ours with two units; `village` is a partner and not in it. */
struct said {
	struct office office;
	struct incident incident;
	struct joint_book book;
	struct message *messages[3];
	struct delivery deliveries[3];
	struct line lines[1];
	struct claim *claims[2];
	struct world world;
	int letters;
};

static const char *
said_name(int n)
{
	static char text[64][HASH_HEX];

	(void)snprintf(
		text[n % 64], HASH_HEX, "%08u%056d", (unsigned)n % 1000, 0);
	return text[n % 64];
}

/* Ours goes to `to`. `says` and `to` are taken over. */
static void
said_letter(struct said *s, const char *partner, json_t *to, json_t *says)
{
	json_t *first = json_array_get(to, 0);
	char *text = doc_format(says);
	json_t *body = json_object(), *entry = json_object();

	doc_put_str(
		body, "partner", first ? json_string_value(first) : partner);
	doc_put_str(body, "letter", said_name(++s->letters));
	doc_put_bool(body, "drill", true);
	doc_put_str(body, "outcome", *partner ? "taken" : "");
	doc_put_str(body, "text", text);
	if (to != NULL)
		doc_put(body, "to", to);
	doc_put_str(entry, "kind", *partner ? "letter.taken" : "letter.sent");
	doc_put_str(entry, "incident", *partner ? "" : OURS);
	doc_put_int(entry, "time", s->letters);
	doc_put(entry, "body", body);
	joint_book_add(&s->book, entry);
	free(text);
	json_decref(entry);
	json_decref(says);
}

static json_t *
said_of(const char *kind)
{
	return json_pack("{s:s,s:s,s:s}", "kind", kind, "joint", said_name(1),
		"title", "x");
}

static void
said_partner(struct said *s, const char *id, const char *name)
{
	struct partner *p =
		MEM_ADD(s->office.partners, s->office.partner_count);

	*p = (struct partner){ .state = PARTNER_ACTIVE };
	FIXED_SET(p->id, id);
	FIXED_SET(p->name, name);
	FIXED_SET(p->key, "ssh-ed25519 key");
}

static void
said_begin(struct said *s)
{
	memset(s, 0, sizeof(*s));
	FIXED_SET(s->office.card.id, "city");
	FIXED_SET(s->office.lang, "zh");
	said_partner(s, "county", "东县");
	said_partner(s, "south", "南县");
	said_partner(s, "village", "村");
	joint_book_init(&s->book);
	FIXED_SET(s->incident.id, OURS);
	s->incident.drill = true;
	s->world = (struct world){ .office = &s->office,
		.incident = &s->incident,
		.joints = &s->book,
		.now = NOW };
	said_letter(s, "", json_pack("[s,s]", "county", "south"),
		json_pack("{s:s,s:s}", "kind", "open", "title", "x"));
	said_letter(s, "county", NULL, said_of("join"));
}

static void
said_end(struct said *s)
{
	joint_book_release(&s->book);
	free(s->office.partners);
}

/* ---- theirs ---- */

static const struct {
	const char *from;
	const char *kind;
	bool actual, closed, ended;
	int joint;
	const char *becomes; /* "" nothing */
} words[] = {
	{ "county", "bulletin", false, false, false, 1, "outside.noted" },
	{ "county", "lines", false, false, false, 1, "outside.noted" },
	{ "county", "claim", false, false, false, 1, "claim.added" },
	/* invited, and has not come; a partner that was not invited; nobody */
	{ "south", "bulletin", false, false, false, 1, "" },
	{ "village", "lines", false, false, false, 1, "" },
	{ "nobody", "claim", false, false, false, 1, "" },
	/* of the other mode; our incident is closed; the joint one is over */
	{ "county", "bulletin", true, false, false, 1, "" },
	{ "county", "bulletin", false, true, false, 1, "" },
	{ "county", "claim", false, false, true, 1, "" },
	/* of no joint incident that is known; of another kind */
	{ "county", "lines", false, false, false, 7, "" },
	{ "county", "answer", false, false, false, 1, "" },
};

static json_t *
word_says(const char *kind, int joint)
{
	json_t *says = said_of(kind);

	doc_put_str(says, "joint", said_name(joint));
	doc_put_str(says, "text", "已有4人遇难");
	doc_put_int(says, "number", 3);
	doc_put_int(says, "at", NOW + 60000); /* its clock is before ours */
	doc_put(says, "lines",
		json_pack("[{s:s},{s:s}]", "text", "甲", "text", "乙"));
	return says;
}

static void
said__is_taken_of_who_is_in_it(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof(words) / sizeof(words[0]); n++) {
		struct said s;
		struct judged out;
		struct joint_word x = { .partner = words[n].from,
			.letter = said_name(9),
			.at = NOW,
			.drill = !words[n].actual,
			.says = word_says(words[n].kind, words[n].joint) };

		said_begin(&s);
		s.incident.closed = words[n].closed;
		if (words[n].ended)
			said_letter(&s, "", json_pack("[s]", "county"),
				said_of("close"));
		assert_true(letter_kind_parse(&x.kind, words[n].kind));
		judged_init(&out);
		judge_joint_heard(&out, &s.world, &x);
		assert_int_equal(out.count, *words[n].becomes != '\0');
		if (out.count > 0) {
			assert_string_equal(
				out.items[0].kind, words[n].becomes);
			assert_string_equal(out.incident, OURS);
			assert_true(out.drill);
		}
		judged_release(&out);
		json_decref((json_t *)(uintptr_t)x.says);
		said_end(&s);
	}
}

static void
said__stands_under_the_name_of_our_register_and_not_in_the_future(void **state)
{
	static const struct {
		enum letter_kind kind;
		const char *text;
		bool lines;
	} rows[] = {
		{ LETTER_BULLETIN, "x\n已有4人遇难", false },
		{ LETTER_LINES, "甲\n乙", true },
	};

	(void)state;
	for (size_t n = 0; n < 2; n++) {
		struct said s;
		struct judged out;
		json_t *says =
			word_says(letter_kind_row(rows[n].kind)->word, 1);
		struct joint_word x = { rows[n].kind, "county", said_name(9),
			NOW + 60000, true, says };
		const json_t *body;

		said_begin(&s);
		judged_init(&out);
		judge_joint_heard(&out, &s.world, &x);
		body = out.items[0].body;
		assert_string_equal(doc_str(body, "organ"), "东县");
		assert_string_equal(doc_str(body, "text"), rows[n].text);
		assert_int_equal(doc_int(body, "at"), NOW);
		assert_int_equal(doc_bool(body, "lines"), rows[n].lines);
		assert_string_equal(doc_str(body, "letter"), said_name(9));
		judged_release(&out);
		json_decref(says);
		said_end(&s);
	}
}

/* The same claim again is what checking found there; of one unit no more than
 * forty become ours. */
static void
said__a_claim_comes_once_and_not_without_end(void **state)
{
	struct said s;
	struct judged out;
	json_t *says = word_says("claim", 1);
	struct joint_word x = { LETTER_CLAIM, "county", said_name(9), NOW, true,
		says };
	struct claim before[41];
	struct claim *list[41];

	(void)state;
	said_begin(&s);
	for (size_t n = 0; n < 41; n++) {
		before[n] = (struct claim){ .facts = json_pack("{s:s,s:i}",
						    "partner", "county",
						    "partner_number", (int)n) };
		list[n] = &before[n];
	}
	FIXED_SET(before[3].id, OURS "/c4");
	s.incident.claims = list;
	s.incident.claim_count = 4;
	doc_put_str(says, "verdict", "false");
	judged_init(&out);
	judge_joint_heard(&out, &s.world, &x);
	assert_string_equal(out.items[0].kind, "claim.changed");
	assert_string_equal(doc_str(out.items[0].body, "claim"), OURS "/c4");
	assert_string_equal(
		doc_str(out.items[0].body, "partner_verdict"), "false");
	judged_release(&out);
	/* ours is open until our own have checked it */
	doc_put_int(says, "number", 77);
	for (size_t n = 39; n < 42; n++) {
		s.incident.claim_count = n;
		judged_init(&out);
		judge_joint_heard(&out, &s.world, &x);
		assert_int_equal(out.count, n < 40);
		judged_release(&out);
	}
	for (size_t n = 0; n < 41; n++)
		json_decref(before[n].facts);
	json_decref(says);
	said_end(&s);
}

/* ---- ours ---- */

/* The letter that is due, as it was written then; NULL none. */
static json_t *
said_due(struct said *s)
{
	struct judged out;
	json_t *body = NULL;

	judged_init(&out);
	judge_joint_share(&out, &s->world, &s->book.joints[0]);
	assert_true(out.count < 2);
	if (out.count > 0) {
		assert_string_equal(out.items[0].kind, "letter.sent");
		body = json_incref(out.items[0].body);
		said_letter(s, "",
			doc_get(body, "to")
				? json_incref(doc_get(body, "to"))
				: json_pack("[s]", doc_str(body, "partner")),
			json_incref(doc_get(body, "says")));
	}
	judged_release(&out);
	return body;
}

/* "bulletin 2 county": kind, number, to whom; "" nothing is due. */
static void
said_is_due(struct said *s, const char *want)
{
	json_t *body = said_due(s);
	const json_t *to = doc_get(body, "to"), *says = doc_get(body, "says");
	char got[100] = "";

	if (body != NULL)
		(void)snprintf(got, sizeof(got), "%s %d %s%s",
			doc_str(says, "kind"), (int)doc_int(says, "number"),
			doc_str(body, "partner"), to ? " +" : "");
	assert_string_equal(got, want);
	json_decref(body);
}

static void
said_out(struct said *s, size_t n, int64_t at)
{
	struct message *m = mem_new(sizeof(*m));

	m->number = (int)n + 1;
	m->state = MESSAGE_FIRED;
	m->title = mem_strdup("通报");
	m->text = mem_strdup("正文");
	FIXED_SET(m->lang, "zh");
	FIXED_SET(m->digest, said_name(9));
	FIXED_SET(m->id, OURS "/1");
	s->deliveries[n] = (struct delivery){ .state = DELIVERY_PUBLISHED,
		.out_at = at,
		.url = (char *)(uintptr_t) "https://www.example.gov.cn/a" };
	m->deliveries = &s->deliveries[n];
	m->delivery_count = 1;
	s->messages[n] = m;
	s->incident.messages = s->messages;
	s->incident.message_count = n + 1;
}

static void
said_drop(struct said *s)
{
	for (size_t n = 0; n < s->incident.message_count; n++) {
		free(s->messages[n]->title);
		free(s->messages[n]->text);
		free(s->messages[n]);
	}
	said_end(s);
}

/* The order in which they went out, not that of their numbers. */
static void
said__a_bulletin_is_told_once_when_it_is_out(void **state)
{
	struct said s;

	(void)state;
	said_begin(&s);
	said_is_due(&s, "");
	said_out(&s, 0, 0);
	said_is_due(&s, "");
	said_out(&s, 1, 100);
	said_is_due(&s, "bulletin 2 county");
	said_is_due(&s, "");
	s.deliveries[0].out_at = 200;
	said_is_due(&s, "bulletin 1 county");
	said_is_due(&s, "");
	/* who comes later gets the last one */
	said_letter(&s, "south", NULL, said_of("join"));
	said_is_due(&s, "bulletin 1 south");
	said_is_due(&s, "");
	said_out(&s, 2, 300);
	said_is_due(&s, "bulletin 3 county +");
	/* what another ordered was said by that other */
	s.deliveries[1].out_at = 400;
	FIXED_SET(s.messages[1]->order, said_name(8));
	said_is_due(&s, "");
	said_drop(&s);
}

/* Nothing of a drill goes where the joint incident is none, and nothing at all
 * to who left, was stopped, or when it is over. */
static void
said__nothing_is_told_to_who_is_not_in_it(void **state)
{
	(void)state;
	for (int n = 0; n < 6; n++) {
		struct said s;

		said_begin(&s);
		said_out(&s, 0, 100);
		if (n == 0)
			said_letter(&s, "county", NULL, said_of("leave"));
		else if (n == 1)
			said_letter(&s, "", json_pack("[s]", "county"),
				said_of("close"));
		else if (n == 2)
			s.incident.drill = false;
		else if (n == 3)
			s.office.partners[0].state = PARTNER_STOPPED;
		else if (n == 4)
			s.incident.closed = 1;
		else
			s.office.card.id[0] = '\0';
		said_is_due(&s, "");
		said_drop(&s);
	}
}

static void
said__lines_are_told_when_they_changed_and_are_in_force(void **state)
{
	struct said s;

	(void)state;
	said_begin(&s);
	s.incident.lines = s.lines;
	s.incident.line_count = 1;
	FIXED_SET(s.lines[0].topic, "值守");
	s.lines[0].text = (char *)(uintptr_t) "";
	said_is_due(&s, "");
	s.lines[0].text = (char *)(uintptr_t) "全员在岗";
	said_is_due(&s, "lines 1 county");
	said_is_due(&s, "");
	s.lines[0].text = (char *)(uintptr_t) "轮班在岗";
	said_is_due(&s, "lines 1 county");
	said_is_due(&s, "");
	said_end(&s);
}

static void
said__a_claim_is_told_when_heard_and_when_checked_and_not_told_on(void **state)
{
	struct said s;
	struct claim ours = { .number = 1 }, theirs = { .number = 2 };

	(void)state;
	said_begin(&s);
	ours.facts = json_pack("{s:s}", "text", "大坝已溃");
	theirs.facts =
		json_pack("{s:s,s:s}", "text", "停电", "partner", "south");
	s.claims[0] = &theirs;
	s.claims[1] = &ours;
	s.incident.claims = s.claims;
	s.incident.claim_count = 2;
	said_is_due(&s, "claim 1 county");
	said_is_due(&s, "");
	ours.verdict = VERDICT_FALSE;
	said_is_due(&s, "claim 1 county");
	said_is_due(&s, "");
	json_decref(ours.facts);
	json_decref(theirs.facts);
	said_end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(said__is_taken_of_who_is_in_it),
		cmocka_unit_test(
			said__stands_under_the_name_of_our_register_and_not_in_the_future),
		cmocka_unit_test(said__a_claim_comes_once_and_not_without_end),
		cmocka_unit_test(said__a_bulletin_is_told_once_when_it_is_out),
		cmocka_unit_test(said__nothing_is_told_to_who_is_not_in_it),
		cmocka_unit_test(
			said__lines_are_told_when_they_changed_and_are_in_force),
		cmocka_unit_test(
			said__a_claim_is_told_when_heard_and_when_checked_and_not_told_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
