/*
 * A delivery that waits for a person has a clock, an owner with a telephone
 * number and a fallback; when its time is over that is an entry, and nothing
 * happens by itself.
 */
#include "tests/domain/scene.h"

#include "domain/release/delivery.h"
#include "domain/incident/incident_past.h"
#include "domain/release/delivery_wait.h"
#include "domain/waits/waits.h"

#define MINUTE INT64_C(60000)

static void
add_wechat(struct scene *s)
{
	struct judged j;

	judged_init(&j);
	judged_add(&j, "account.added",
		json_pack("{s:s,s:s,s:s,s:s,s:{s:s},s:s}", "account", "wx",
			"kind", "wechat", "name", "云溪发布", "owner", "office",
			"options", "send", "push", "state", "active"));
	judged_add(&j, "account.checked",
		json_pack("{s:s,s:b,s:s}", "account", "wx", "ok", 1, "detail",
			""));
	scene_fold(s, &j, "station");
	judged_release(&j);
}

/* Fired to all, the push by the day's last one. */
static void
fire_all(struct scene *s)
{
	scene_open(s, false);
	add_wechat(s);
	scene_officer(s, "rega", ROLE_BIT(ROLE_REGISTRAR));
	scene_write(s);
	scene_submit(s, 1);
	scene_review(s, 1);
	scene_approve(s, 1);
	scene_must(s, "sign", ACT_QUOTA_ALLOW,
		json_pack("{s:s,s:s,s:s}", "message", scene_message(s, 1)->id,
			"digest", scene_message(s, 1)->digest, "reason",
			"today's push"));
	scene_arm(s, 1);
	scene_fire(s, 1);
}

static void
report(struct scene *s, const char *account, const char *state)
{
	json_t *doc = scene_on(s, 1);
	char id[DELIVERY_ID];

	(void)snprintf(
		id, sizeof(id), "%s:%s", scene_message(s, 1)->id, account);
	doc_put(doc, "results",
		json_pack("[{s:s,s:s}]", "delivery", id, "state", state));
	scene_must(s, "", ACT_RELAY_OUTCOMES, doc);
}

static struct world
world_of(const struct scene *s)
{
	return (struct world){ .office = &s->office,
		.library = s->lib,
		.incident = &s->incident,
		.message = scene_message(s, 1),
		.now = s->now };
}

/* "hand due in 10 for rel1 …": what a delivery waits for. */
static const char *
waiting(const struct scene *s, const char *account)
{
	static char words[300];
	struct world w = world_of(s);
	json_t *doc = delivery_wait_doc(
		&w, message_delivery(scene_message(s, 1), account));
	json_t *row;
	size_t n, len;

	if (doc == NULL)
		return "";
	len = (size_t)snprintf(words, sizeof(words),
		"%s %lld%s:", doc_str(doc, "for"),
		(long long)((doc_int(doc, "due") - s->now) / MINUTE),
		doc_bool(doc, "over") ? " OVER" : "");
	json_array_foreach(doc_get(doc, "officers"), n, row)
	{
		len += (size_t)snprintf(words + len, sizeof(words) - len, " %s",
			doc_str(row, "id"));
	}
	assert_non_null(json_object_get(doc_get(doc, "then"), "zh"));
	json_decref(doc);
	return words;
}

/* The row that the boards show for this word; NULL if there is none. */
static json_t *
board_row(const struct scene *s, const char *what)
{
	struct world w = world_of(s);
	json_t *list = json_array(), *row, *found = NULL;
	size_t n;

	w.message = NULL;
	waits_put(list, &w);
	json_array_foreach(list, n, row)
	{
		if (strcmp(doc_str(row, "what"), what) == 0)
			found = json_incref(row);
	}
	json_decref(list);
	return found;
}

static const json_t *
last_entry(const struct scene *s)
{
	return json_array_get(s->entries, json_array_size(s->entries) - 1);
}

static void
wait__what_is_posted_by_hand_has_the_playbooks_minutes(void **state)
{
	struct scene s;
	json_t *row, *entry;
	size_t n;

	(void)state;
	fire_all(&s);
	assert_string_equal(waiting(&s, "hand"), "");
	report(&s, "hand", "human");
	/* the platform's row says 20, that of rainstorm-flood 10 */
	assert_string_equal(waiting(&s, "hand"), "hand 10: dirk rel1 rel2");
	row = board_row(&s, "proof");
	assert_int_equal(doc_int(row, "due"), s.now + 10 * MINUTE);
	assert_int_equal(doc_int(row, "overdue"), 0);
	json_decref(row);
	scene_must(&s, "rel1", ACT_DELIVERY_PROOF,
		json_pack("{s:s,s:s}", "delivery", "2026-0001/1:hand", "url",
			"https://county.example/1"));
	assert_string_equal(waiting(&s, "hand"), "");
	s.now += 11 * MINUTE;
	(void)scene_miss(&s);
	json_array_foreach(s.entries, n, entry)
	{
		assert_null(strstr(
			doc_str(doc_get(entry, "body"), "rule"), "wait "));
	}
	scene_close(&s);
}

static void
wait__what_was_not_done_in_time_is_an_entry_with_the_fallback(void **state)
{
	struct scene s;
	json_t *row;
	const json_t *body;

	(void)state;
	fire_all(&s);
	report(&s, "site", "published");
	report(&s, "hand", "human");
	s.now += 10 * MINUTE - 1;
	assert_int_equal(scene_miss(&s), 0);
	s.now += 1;
	assert_int_equal(scene_miss(&s), 1);
	assert_string_equal(doc_str(last_entry(&s), "kind"), "incident.missed");
	body = doc_get(last_entry(&s), "body");
	assert_string_equal(doc_str(body, "rule"), "wait 2026-0001/1:hand");
	assert_non_null(
		strstr(doc_str(doc_get(body, "then"), "zh"), "不再补发旧稿"));
	assert_string_equal(
		doc_str(doc_get(body, "title"), "zh"), "人工发布：hand");
	/* once, and the state of the delivery is not another by it */
	assert_int_equal(scene_miss(&s), 0);
	assert_int_equal(message_delivery(scene_message(&s, 1), "hand")->state,
		DELIVERY_HUMAN);
	assert_string_equal(waiting(&s, "hand"), "hand 0 OVER: dirk rel1 rel2");
	row = board_row(&s, "proof");
	assert_int_equal(doc_int(row, "overdue"), 1);
	assert_string_equal(doc_str(row, "act"), "delivery.proof");
	json_decref(row);
	/* left out with a reason it waits no more */
	scene_must(&s, "rel1", ACT_DELIVERY_SKIP,
		json_pack("{s:s,s:s}", "delivery", "2026-0001/1:hand", "reason",
			"towns were rung instead"));
	assert_string_equal(waiting(&s, "hand"), "");
	scene_close(&s);
}

static void
add_loudspeaker(struct scene *s)
{
	struct judged j;

	judged_init(&j);
	judged_add(&j, "account.added",
		json_pack("{s:s,s:s,s:s,s:s,s:{},s:s}", "account", "loud",
			"kind", "manual", "name", "大喇叭", "owner", "office",
			"options", "state", "active"));
	judged_add(&j, "account.checked",
		json_pack("{s:s,s:b,s:s}", "account", "loud", "ok", 1, "detail",
			""));
	scene_fold(s, &j, "station");
	judged_release(&j);
}

/* Who fires to six by hand and forgets them reads it once, not six times. */
static void
wait__what_was_missed_together_is_told_once(void **state)
{
	struct scene s;
	struct world w;
	json_t *past, *row, *missed = NULL;
	size_t n, count = 0;

	(void)state;
	scene_open(&s, false);
	add_loudspeaker(&s);
	scene_write(&s);
	scene_submit(&s, 1);
	scene_review(&s, 1);
	scene_approve(&s, 1);
	scene_arm(&s, 1);
	scene_fire(&s, 1);
	report(&s, "hand", "human");
	report(&s, "loud", "human");
	s.now += 11 * MINUTE;
	assert_int_equal(scene_miss(&s), 2);
	w = world_of(&s);
	past = incident_past_doc(&w);
	json_array_foreach(past, n, row)
	{
		if (strcmp(doc_str(row, "what"), "missed") == 0) {
			missed = row;
			count++;
		}
	}
	assert_int_equal(count, 1);
	assert_string_equal(
		doc_str(doc_get(missed, "title"), "zh"), "人工发布：2 个账号");
	assert_string_equal(
		doc_str(doc_get(missed, "title"), "en"), "by hand: 2 accounts");
	json_decref(past);
	scene_close(&s);
}

static void
wait__the_administrator_of_the_platform_is_no_officers_act(void **state)
{
	struct scene s;
	json_t *row;

	(void)state;
	fire_all(&s);
	report(&s, "wx", "accepted");
	assert_string_equal(waiting(&s, "wx"), "confirm 30: rega");
	row = board_row(&s, "confirm");
	assert_string_equal(doc_str(row, "act"), "");
	assert_string_equal(
		doc_str(json_array_get(doc_get(row, "officers"), 0), "id"),
		"rega");
	assert_non_null(doc_get(row, "whom"));
	json_decref(row);
	/* polled again the clock is not set anew */
	s.now += 5 * MINUTE;
	report(&s, "wx", "accepted");
	assert_string_equal(waiting(&s, "wx"), "confirm 25: rega");
	s.now += 25 * MINUTE;
	(void)scene_miss(&s);
	assert_string_equal(waiting(&s, "wx"), "confirm 0 OVER: rega");
	row = board_row(&s, "confirm");
	assert_string_equal(doc_str(row, "act"), "delivery.settle");
	json_decref(row);
	/* the platform says what became of it: it never becomes a new post */
	report(&s, "wx", "failed");
	assert_string_equal(waiting(&s, "wx"), "");
	assert_int_equal(message_delivery(scene_message(&s, 1), "wx")->state,
		DELIVERY_FAILED);
	scene_close(&s);
}

static void
wait__a_failure_is_a_persons_where_the_account_is_at_fault(void **state)
{
	struct scene s;

	(void)state;
	fire_all(&s);
	report(&s, "wx", "failed");
	assert_string_equal(waiting(&s, "wx"), "");
	scene_close(&s);
	fire_all(&s);
	scene_entry(&s, "relay", "account.checked",
		json_pack("{s:s,s:b,s:s}", "account", "wx", "ok", 0, "detail",
			"40001"));
	report(&s, "wx", "failed");
	assert_string_equal(waiting(&s, "wx"), "token 20: rega");
	scene_must(&s, "rel1", ACT_DELIVERY_RETRY,
		json_pack("{s:s}", "delivery", "2026-0001/1:wx"));
	assert_string_equal(waiting(&s, "wx"), "");
	scene_close(&s);
}

/* People ask what is due to the public; the station watches both. */
static void
wait__is_watched_and_not_the_incidents_next_deadline(void **state)
{
	struct scene s;

	(void)state;
	fire_all(&s);
	report(&s, "hand", "human");
	assert_string_not_equal(doc_str(clock_next(&s.incident)->row, "rule"),
		"wait 2026-0001/1:hand");
	assert_string_equal(doc_str(clock_watched(&s.incident)->row, "rule"),
		"wait 2026-0001/1:hand");
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			wait__what_is_posted_by_hand_has_the_playbooks_minutes),
		cmocka_unit_test(
			wait__what_was_not_done_in_time_is_an_entry_with_the_fallback),
		cmocka_unit_test(wait__what_was_missed_together_is_told_once),
		cmocka_unit_test(
			wait__the_administrator_of_the_platform_is_no_officers_act),
		cmocka_unit_test(
			wait__a_failure_is_a_persons_where_the_account_is_at_fault),
		cmocka_unit_test(
			wait__is_watched_and_not_the_incidents_next_deadline),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
