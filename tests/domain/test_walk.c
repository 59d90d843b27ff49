/*
 * Random walks over the acts: whoever does whatever in whatever order, a
 * message is never fired without every sign-off it needs, each by somebody
 * who may, and never by one person where two are asked for (oracle.h). And
 * each row of the guards is needed: without any one of them a walk finds a
 * release that must not be.
 */
#include "tests/domain/walk.h"

#include "domain/concurrence/concurrence.h"
#include "domain/waiver/waiver.h"
#include "domain/guards.h"
#include "domain/bulletin/bulletin.h"
#include "domain/message/message.h"
#include "domain/review/review_stages.h"

#define ORGAN "public-security"
#define OTHER "市应急管理局"

/* Looked for wrong memory they walk less far: what they find is no other. */
#ifdef __SANITIZE_ADDRESS__
enum { STEPS = 30000, STEPS_TO_FIND = 0 };
#else
enum { STEPS = 100000, STEPS_TO_FIND = 60000 };
#endif
enum { STEPS_A_WALK = 50 };

/* Mostly nothing, now and then what a rule of waiver.h finds. */
static const char *
impact(struct walk *w)
{
	static const char *const found[] = { BLOCKED, QUESTIONED, QUESTIONED,
		FORBIDDEN };

	if (one_in(w, 16))
		return BLOCKED BLOCKED_TOO;
	return one_in(w, 3) ? PICK(found, &w->r) : "";
}

/* The text as it stands, as somebody's own. */
static json_t *
hand_change(const struct message *m)
{
	char text[4000];

	(void)snprintf(text, sizeof(text), "%s请相互转告。", m->text);
	return json_pack("{s:s,s:i,s:{s:s}}", "message", m->id, "base",
		m->revision, "variants", "hand", text);
}

static json_t *
text_change(struct walk *w, const struct message *m)
{
	char text[40];

	if (one_in(w, 3))
		return hand_change(m);

	(void)snprintf(
		text, sizeof(text), "云溪县第%d村", (int)(next(&w->r) % 100));
	return json_pack("{s:s,s:i,s:{s:s,s:s}}", "message", m->id, "base",
		m->revision, "slots", "place", text, "impact", impact(w));
}

/* Sometimes an old digest, to see that it is refused. */
static json_t *
judged_text(struct walk *w, const struct message *m)
{
	return json_pack("{s:s,s:s}", "message", m->id, "digest",
		m->digest[0] && !one_in(w, 20) ? m->digest : ENTRY_NO_PREV);
}

/* The first gate that is open, and mostly somebody who may pass it. */
static enum gate
open_gate(struct walk *w, const char **by, const struct message *m)
{
	enum stage stage;
	int g = 0;

	while (g < GATE_COUNT - 1 &&
		(message_pass(m, (enum gate)g) ||
			!message_gate_stage(&stage, m, (enum gate)g)))
		g++;
	if (!one_in(w, 4))
		*by = g == GATE_LEGAL || g == GATE_CONFIDENTIALITY ? "lena"
			: one_in(w, 3)				   ? "dirk"
								   : "rita";
	return (enum gate)g;
}

static void
walk_review(struct walk *w, const char *by, const struct message *m)
{
	enum gate gate = (enum gate)(next(&w->r) % GATE_COUNT);
	json_t *doc = judged_text(w, m);

	if (!one_in(w, 4))
		gate = open_gate(w, &by, m);
	doc_put_str(doc, "gate", gate_row(gate)->word);
	doc_put_str(doc, "verdict", one_in(w, 100) ? "return" : "pass");
	doc_put_str(doc, "reason", "理由");
	try(w, by, ACT_REVIEW, doc);
}

static void
walk_prepared(struct walk *w, const struct message *m)
{
	json_t *doc = judged_text(w, m), *results;

	results = scene_results(&w->s, m->number, "ok", true);
	if (one_in(w, 8) && json_array_size(results) > 0)
		doc_put_bool(json_array_get(results, 0), "ok", false);
	doc_put(doc, "results", results);
	try(w, "", ACT_RELAY_PREPARED, doc);
}

static void
walk_fire(struct walk *w, const char *by, const struct message *m)
{
	json_t *doc = judged_text(w, m);
	char word[32];

	incident_fire_word(word, &w->s.incident);
	doc_put_str(doc, "confirm", one_in(w, 10) ? "drill-2026-0001" : word);
	if (one_in(w, 3))
		doc_put_str(doc, "gaps", "平台维护");
	if (one_in(w, 12))
		doc_put_str(doc, "unmirrored", "线路中断");
	try(w, by, ACT_RELEASE_FIRE, doc);
}

static void
walk_new(struct walk *w, const char *by)
{
	json_t *slots = scene_slots();

	doc_put_str(slots, "impact", impact(w));
	if (!one_in(w, 4))
		doc_put_str(slots, "next_update", "2026-07-25 04:00");
	try(w, by, ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o}", "incident", w->s.incident.id, "kind",
			"truth", "slots", slots));
}

/* What can be tried on a message. */
enum move {
	MOVE_REVISE,
	MOVE_SUBMIT,
	MOVE_SAY, /* a reason, or a half of a suspension */
	MOVE_CONCUR, /* ask the other unit, or note its answer */
	MOVE_REVIEW,
	MOVE_APPROVE,
	MOVE_ARM,
	MOVE_SET,
	MOVE_PREPARED,
	MOVE_FIRE,
	MOVE_BACK, /* disarm or halt */
	MOVES
};

static bool
is_found(const struct message *m)
{
	return strstr(m->text, BLOCKED) || strstr(m->text, QUESTIONED) ||
		strstr(m->text, FORBIDDEN);
}

static bool
is_standing(const struct walk *w)
{
	const struct bulletin *o = bulletin_find(&w->s.incident, OTHER, false);

	return o && *o->text;
}

/* Another organ's word stands, and the author has said nothing about it. */
static bool
is_contradicted(const struct walk *w, const struct message *m)
{
	return is_standing(w) && waiver_reason(m, "L-51") == NULL;
}

/* Another organ calls what was said an error, and takes that back again. */
static void
walk_outside(struct walk *w)
{
	try(w, one_in(w, 2) ? "rita" : "dora", ACT_OUTSIDE_NOTE,
		json_pack("{s:s,s:s,s:I,s:s}", "incident", w->s.incident.id,
			"organ", OTHER, "at", (json_int_t)w->s.now, "text",
			is_standing(w) ? "" : "县里的通报系误发。"));
}

static void
walk_say(struct walk *w, const char *by, const struct message *m)
{
	bool off = waiver_is_suspended(m, "T-01");
	const char *rule = is_contradicted(w, m)   ? "L-51"
		: strstr(m->text, QUESTIONED)	   ? "T-02"
		: strstr(m->text, BLOCKED) && !off ? "T-01"
		: strstr(m->text, BLOCKED_TOO)	   ? "T-04"
						   : "T-03";
	json_t *doc = json_pack("{s:s,s:s,s:s}", "message", m->id, "rule", rule,
		"reason", "已与指挥部核对");

	try(w, by,
		strcmp(rule, "T-02") == 0 || strcmp(rule, "L-51") == 0
			? ACT_MESSAGE_EXPLAIN
			: ACT_RULE_SUSPEND,
		doc);
}

static void
walk_concur(struct walk *w, const char *by, const struct message *m)
{
	static const char *const answers[] = { "agreed", "agreed", "refused",
		"silent" };
	json_t *doc = json_pack("{s:s,s:s}", "message", m->id, "organ", ORGAN);

	if (concurrence_state(m, ORGAN, w->s.now) == CONCURRENCE_NONE) {
		try(w, by, ACT_CONCUR_ASK, doc);
		return;
	}
	doc_put_str(doc, "answer", PICK(answers, &w->r));
	doc_put_str(doc, "who", "值班长王某");
	doc_put_str(doc, "how", "phone");
	doc_put_str(doc, "number", "110");
	try(w, by, ACT_CONCUR_ANSWER, doc);
}

static void
walk_approve(struct walk *w, const char *by, const struct message *m)
{
	json_t *doc = judged_text(w, m);

	if (one_in(w, 3))
		doc_put_str(doc, "reason", "逾期未答复");
	try(w, by, ACT_APPROVE, doc);
}

/* Where a push is the day's only one, a signer says so first, mostly. */
static void
walk_arm(struct walk *w, const char *by, const struct message *m)
{
	json_t *doc;

	if (w->scarce && m->last_allowed.by[0] == '\0' && !one_in(w, 3)) {
		doc = judged_text(w, m);
		doc_put_str(doc, "reason", "今日唯一一次群发");
		try(w, one_in(w, 5) ? "rita" : "sign", ACT_QUOTA_ALLOW, doc);
	}
	doc = judged_text(w, m);
	if (one_in(w, 4)) /* at a time, sometimes one that cannot be */
		doc_put_int(doc, "at",
			w->s.now + (one_in(w, 8) ? -4000 : 5000) +
				(int64_t)(next(&w->r) % 90000));
	try(w, by, ACT_RELEASE_ARM, doc);
}

static void
walk_set(struct walk *w, const char *by, const struct message *m)
{
	json_t *doc = judged_text(w, m);
	char word[32];

	incident_fire_word(word, &w->s.incident);
	doc_put_str(doc, "confirm", one_in(w, 10) ? "drill-2026-0001" : word);
	doc_put_int(doc, "at",
		m->at && !one_in(w, 8)
			? m->at
			: w->s.now + (int64_t)(next(&w->r) % 90000));
	if (one_in(w, 3))
		doc_put_str(doc, "gaps", "平台维护");
	if (one_in(w, 12))
		doc_put_str(doc, "unmirrored", "线路中断");
	try(w, by, ACT_RELEASE_SET, doc);
}

static void
walk_submit(struct walk *w, const char *by, const struct message *m)
{
	json_t *doc = json_pack("{s:s}", "message", m->id);

	if (one_in(w, 3))
		doc_put_bool(doc, "lane", true);
	try(w, by, ACT_MESSAGE_SUBMIT, doc);
}

/* Mostly what the message waits for, so that many walks get to the end. */
static enum move
choose(struct walk *w, const struct message *m)
{
	static const enum move helpful[] = { [MESSAGE_DRAFT] = MOVE_SUBMIT,
		[MESSAGE_REVIEW] = MOVE_REVIEW,
		[MESSAGE_APPROVED] = MOVE_ARM,
		[MESSAGE_SET] = MOVE_PREPARED,
		[MESSAGE_ARMING] = MOVE_PREPARED,
		[MESSAGE_ARMED] = MOVE_FIRE,
		[MESSAGE_FIRED] = MOVE_BACK,
		[MESSAGE_RELEASED] = MOVE_BACK };

	if (one_in(w, 25))
		return (enum move)(next(&w->r) % MOVES);
	if (m->state == MESSAGE_DRAFT &&
		(is_found(m) || is_contradicted(w, m)) && !one_in(w, 3))
		return one_in(w, 8) ? MOVE_REVISE : MOVE_SAY;
	if (m->state == MESSAGE_REVIEW && one_in(w, 4) &&
		concurrence_state(m, ORGAN, w->s.now) != CONCURRENCE_AGREED)
		return MOVE_CONCUR;
	if (m->state == MESSAGE_REVIEW && one_in(w, 6))
		return MOVE_APPROVE;
	if (m->state == MESSAGE_APPROVED && m->at != 0 && !one_in(w, 6))
		return MOVE_SET;
	return helpful[m->state];
}

/* Anybody, but often somebody who may. */
static const char *
choose_person(struct walk *w, enum move move)
{
	static const char *const fit[MOVES][4] = {
		[MOVE_REVISE] = { "dora", "dirk", "dora", "dora" },
		[MOVE_SUBMIT] = { "dora", "dirk", "dora", "dora" },
		[MOVE_CONCUR] = { "dora", "dirk", "rita", "vice" },
		[MOVE_SAY] = { "dirk", "rita", "dora", "lena" },
		[MOVE_REVIEW] = { "rita", "lena", "rita", "lena" },
		[MOVE_APPROVE] = { "sign", "sign", "dirk", "vice" },
		[MOVE_ARM] = { "rel1", "rel2", "dirk", "rel1" },
		[MOVE_SET] = { "rel1", "rel2", "rel2", "dirk" },
		[MOVE_PREPARED] = { "", "", "", "" },
		[MOVE_FIRE] = { "rel1", "rel2", "dirk", "rel2" },
		[MOVE_BACK] = { "rel1", "rel2", "rita", "rel1" },
	};

	if (one_in(w, 4))
		return PICK(people, &w->r).id;
	return fit[move][next(&w->r) % 4];
}

/* Time goes on, and now and then much of it; the relay comes and goes. */
static void
tick(struct walk *w)
{
	w->s.now += (int64_t)(next(&w->r) % 5000);
	if (one_in(w, 150))
		w->s.now += INT64_C(11) * 60 * 1000;
	if (one_in(w, 400))
		w->s.now += INT64_C(125) * 60 * 1000;
	if (one_in(w, 400))
		w->s.now += INT64_C(13) * 3600 * 1000;
	w->s.relay_up = !one_in(w, 20);
	w->s.relay_holds = w->s.relay_up && !one_in(w, 20);
	w->s.clock_sure = !one_in(w, 30);
	w->s.mirror_count = !one_in(w, 60);
	if (!one_in(w, 10)) /* mostly it has all there is */
		w->s.mirror.seq = w->s.seq;
}

static void
learn(struct walk *w, const char *by, const char *level)
{
	try(w, by, ACT_INCIDENT_LEARN,
		json_pack("{s:s,s:s,s:s}", "incident", w->s.incident.id,
			"level", level, "reason", "指挥部已定级"));
}

/* The incident becomes graver or less so; an account is pointed elsewhere. */
static void
change_world(struct walk *w)
{
	static const char *const levels[] = { "I", "III", "IV" };
	static const char *const urls[] = { "https://county.example/e",
		"https://elsewhere.example/e" };
	const char *level;

	if (one_in(w, 60)) {
		level = PICK(levels, &w->r);
		learn(w, "sign", level);
		if (one_in(w, 2)) /* what asks for less takes two */
			learn(w, "dora", level);
	}
	if (!one_in(w, 120))
		return;
	scene_entry(&w->s, "registrar", "account.changed",
		json_pack("{s:s,s:{s:s}}", "account", "hook", "options", "url",
			PICK(urls, &w->r)));
}

static void
step(struct walk *w)
{
	const struct message *m;
	const char *by;
	enum move move;

	tick(w);
	change_world(w);
	walk_appointed(w);
	if (one_in(w, w->away ? 4 : 150))
		still_change(&w->s, &w->away, next(&w->r));
	if (w->s.incident.message_count == 0 ||
		(w->s.incident.message_count < STORIES && one_in(w, 200))) {
		walk_new(w, one_in(w, 3) ? "dirk" : "dora");
		return;
	}
	if (one_in(w, is_standing(w) ? 6 : 150)) {
		walk_outside(w);
		return;
	}
	m = w->s.incident.messages[next(&w->r) % w->s.incident.message_count];
	move = choose(w, m);
	by = choose_person(w, move);
	if (move == MOVE_REVISE)
		try(w, by, ACT_MESSAGE_REVISE, text_change(w, m));
	else if (move == MOVE_SUBMIT)
		walk_submit(w, by, m);
	else if (move == MOVE_CONCUR)
		walk_concur(w, by, m);
	else if (move == MOVE_SAY)
		walk_say(w, by, m);
	else if (move == MOVE_REVIEW)
		walk_review(w, by, m);
	else if (move == MOVE_APPROVE)
		walk_approve(w, by, m);
	else if (move == MOVE_ARM)
		walk_arm(w, by, m);
	else if (move == MOVE_SET)
		walk_set(w, by, m);
	else if (move == MOVE_PREPARED)
		walk_prepared(w, m);
	else if (move == MOVE_FIRE)
		walk_fire(w, by, m);
	else
		try(w, by, one_in(w, 2) ? ACT_RELEASE_DISARM : ACT_RELEASE_HALT,
			json_pack("{s:s}", "message", m->id));
}

static void
walk_add_scarce(struct walk *w)
{
	scene_entry(&w->s, "station", "account.added",
		json_pack("{s:s,s:s,s:s,s:s,s:{s:s,s:s,s:s},s:s}", "account",
			"gzh", "kind", "wechat", "name", "gzh", "owner",
			"office", "options", "appid", "wx0", "cover", "THUMB",
			"send", "push", "state", "active"));
}

static void
walk_open(struct walk *w, struct library *lib,
	const struct guard_row *unguarded, bool scarce)
{
	uint64_t r = w->r;
	bool mirror;
	json_t *open =
		json_pack("{s:s,s:s,s:s,s:s}", "playbook", "rainstorm-flood",
			"title", "聚集", "mode", "actual", "level", "III");
	struct judged j;

	memset(w, 0, sizeof(*w));
	w->r = r;
	scene_open_with(&w->s, lib, false);
	incident_release(&w->s.incident);
	incident_init(&w->s.incident);
	if (next(&r) % 3)
		doc_put_str(open, "topic", "mass-incident");
	scene_must(&w->s, "dora", ACT_INCIDENT_OPEN, open);
	scene_officer(&w->s, "vice", HAS(SIGNER));
	scene_officer(&w->s, "gone", EVERY_ROLE);
	scene_officer(&w->s, "temp", EVERY_ROLE);
	judged_init(&j);
	judged_add(&j, "officer.changed",
		json_pack("{s:s,s:s}", "officer", "temp", "employer",
			"云科公司"));
	judged_add(&j, "officer.changed",
		json_pack(
			"{s:s,s:s}", "officer", "gone", "state", "suspended"));
	scene_fold(&w->s, &j, "station");
	judged_release(&j);
	w->signs = next(&r) % 4 == 0;
	mirror = next(&r) % 2 == 0;
	for (size_t n = 0; n < lib->rules.tier_count; n++) {
		lib->rules.tiers[n].signs = w->signs ? SIGNS_KEY : SIGNS_LOGIN;
		lib->rules.tiers[n].mirror = mirror;
	}
	signer_station(&w->s);
	for (size_t n = 0; w->signs && n < w->s.office.officer_count; n++)
		signer_give(&w->s, w->s.office.officers[n].id);
	w->scarce = scarce;
	if (scarce)
		walk_add_scarce(w);
	w->s.unguarded = unguarded;
}

/* Walks until a breach or the end of the steps; returns the steps taken. */
static int
walk(const char **breach, int *released, int *by_itself, struct library *lib,
	const struct guard_row *unguarded, bool scarce, int steps)
{
	struct walk w = { .r = 88172645463325252u };
	int taken = 0;

	*breach = NULL;
	*released = *by_itself = 0;
	while (taken < steps && *breach == NULL) {
		walk_open(&w, lib, unguarded, scarce);
		for (int k = 0; k < STEPS_A_WALK && w.breach == NULL; k++) {
			step(&w);
			taken++;
		}
		*breach = w.breach;
		*released += w.releases > 0;
		*by_itself += w.by_itself > 0;
		scene_close(&w.s);
	}
	return taken;
}

static void
walk__no_order_of_acts_releases_what_is_not_signed(void **state)
{
	struct library *lib = locked_library();
	const char *breach;
	int released, by_itself, steps;

	(void)state;
	steps = walk(&breach, &released, &by_itself, lib, NULL, false, STEPS);
	print_message(
		"%d steps, %d walks with a release, %d with one that went "
		"out by itself\n",
		steps, released, by_itself);
	if (breach != NULL)
		fail_msg("released %s", breach);
	assert_true(steps >= STEPS);
	assert_true(released >= STEPS / 1000 * 7);
	assert_true(by_itself >= STEPS / 1000 / 2);
	/* and with an account that may push once a day */
	(void)walk(&breach, &released, &by_itself, lib, NULL, true, STEPS / 5);
	if (breach != NULL)
		fail_msg("released %s", breach);
	assert_true(released >= STEPS / 5 / 1000 * 3);
	library_free(lib);
}

static void
walk__without_any_one_guard_a_breach_is_found(void **state)
{
	struct library *lib = locked_library();
	const char *breach;
	size_t count, missed = 0;
	const struct guard_row *rows = guard_rows(&count);
	int released, by_itself, steps;

	(void)state;
	for (size_t n = 0; STEPS_TO_FIND > 0 && n < count; n++) {
		steps = walk(&breach, &released, &by_itself, lib, &rows[n],
			false, STEPS_TO_FIND);
		if (breach == NULL)
			steps += walk(&breach, &released, &by_itself, lib,
				&rows[n], true, STEPS_TO_FIND);
		print_message("%-14s %6d steps: %s\n", rows[n].name, steps,
			breach ? breach : "NOTHING FOUND");
		missed += breach == NULL;
	}
	assert_int_equal(missed, 0);
	library_free(lib);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			walk__no_order_of_acts_releases_what_is_not_signed),
		cmocka_unit_test(walk__without_any_one_guard_a_breach_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
