/*
 * A site from the job to the disk: the real connector, the real performer.
 */
#include "tests/relay/station.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "net/folder.h"

#define BASE "https://county.example/n"

struct site {
	struct rig r;
	char dir[64];
};

static int
drop(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static void
site_open(struct site *s)
{
	(void)snprintf(s->dir, sizeof(s->dir), "/tmp/crier-site-XXXXXX");
	assert_non_null(mkdtemp(s->dir));
	rig_open(&s->r, false);
}

static void
site_close(struct site *s)
{
	rig_close(&s->r);
	(void)nftw(s->dir, drop, 8, FTW_DEPTH | FTW_PHYS);
}

/* Performs whatever waits for the disk, as the relay's loop does. */
static void
perform(struct site *s)
{
	while (s->r.folder_tag != 0) {
		uint64_t tag = s->r.folder_tag;
		struct folder_reply reply;

		s->r.folder_tag = 0;
		folder_reply_init(&reply);
		folder_perform(&reply, &s->r.folder);
		engine_completed(s->r.engine, tag, &reply.answer, s->r.now.utc,
			s->r.now);
		rig_tick(&s->r);
		folder_reply_release(&reply);
	}
}

static json_t *
earlier_item(void)
{
	return json_pack("{s:s,s:i,s:s,s:s,s:s,s:s,s:I,s:s}", "message",
		"2026-0001/1", "number", 1, "kind", "truth", "lang", "en",
		"title", "First", "text", "It floods.", "published",
		(json_int_t)UTC0 - 60000, "page", BASE "/2026-0001/1.html");
}

/* Message 2026-0001/n, which corrects `corrects` ("" for none). */
static json_t *
prepare(struct site *s, int n, const char *corrects, json_t *items)
{
	char message[32], id[64], page[100], digest[HASH_HEX];
	json_t *variant, *manifest, *job, *site;

	(void)snprintf(message, sizeof(message), "2026-0001/%d", n);
	(void)snprintf(id, sizeof(id), "%s:web", message);
	(void)snprintf(page, sizeof(page), BASE "/2026-0001/%d.html", n);
	variant = json_pack("{s:s,s:s,s:s,s:s,s:s,s:i}", "title", "Notice",
		"text", "Keep away.\n\nStay tuned.", "lang", "en", "kind",
		*corrects ? "correction" : "update", "page", page, "number", n);
	rig_digest(digest, variant);
	rig_say(&s->r,
		json_pack("{s:s,s:O}", "variant", digest, "doc", variant));
	json_decref(variant);
	manifest = json_pack("{s:s,s:s,s:s,s:{s:{s:s,s:s}}}", "message",
		message, "mode", "actual", "corrects", corrects, "accounts",
		"web", "variant", digest, "kind", "site");
	site = json_pack("{s:s,s:s,s:{s:s,s:s,s:s,s:s},s:o}", "unit", "County",
		"zone", "+08:00", "incident", "id", "2026-0001", "title",
		"Flood", "mode", "actual", "lang", "en", "items", items);
	job = json_pack("{s:s,s:s,s:i,s:[{s:s,s:s,s:s,s:{s:s,s:s},s:s,s:s,"
			"s:o}]}",
		"job", "prepare", "message", message, "release", 1,
		"deliveries", "delivery", id, "account", "web", "kind", "site",
		"options", "url", BASE, "folder", s->dir, "variant", digest,
		"key", "k", "site", site);
	rig_digest(digest, manifest);
	doc_put_str(job, "digest", digest);
	doc_put(job, "manifest", manifest);
	return job;
}

static void
fire(struct site *s, int n)
{
	char message[32];

	(void)snprintf(message, sizeof(message), "2026-0001/%d", n);
	rig_say(&s->r,
		json_pack("{s:s,s:s,s:i,s:I}", "job", "fire", "message",
			message, "release", 1, "at", (json_int_t)s->r.now.utc));
	assert_int_equal(rig_confirm(&s->r), 1);
	perform(s);
}

static void
assert_holds(struct site *s, const char *path, const char *text, bool want)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	assert_int_equal(folder_read(&b, s->dir, path, NULL), ERR_OK);
	if ((strstr(b.data, text) != NULL) != want)
		fail_msg("%s: %s %s", path, want ? "lacks" : "holds", text);
	buf_release(&b);
}

static void
site__a_message_becomes_pages_and_feeds_and_is_verified(void **state)
{
	struct site s;
	json_t *row;

	(void)state;
	site_open(&s);
	rig_say(&s.r,
		prepare(&s, 2, "2026-0001/1",
			json_pack("[o]", earlier_item())));
	perform(&s);
	fire(&s, 2);
	row = NULL;
	rig_pass(&s.r, REPORT_WAIT_MS);
	perform(&s);
	rig_pass(&s.r, 5000);
	perform(&s);
	rig_pass(&s.r, REPORT_WAIT_MS);
	for (;;) {
		json_t *act = rig_take(&s.r, "relay.outcomes");
		json_t *rows = doc_get(act, "results");

		if (act == NULL)
			break;
		json_decref(row);
		row = json_incref(
			json_array_get(rows, json_array_size(rows) - 1));
		rig_acknowledge(&s.r, act);
	}
	assert_string_equal(doc_str(row, "state"), "verified");
	assert_string_equal(doc_str(row, "url"), BASE "/2026-0001/2.html");
	json_decref(row);
	assert_holds(&s, "2026-0001/2.html", "<p>Keep away.</p>", true);
	assert_holds(&s, "2026-0001/1.html", "corrected by", true);
	assert_holds(&s, "2026-0001/feed.atom", "1.html", true);
	assert_holds(&s, "2026-0001/feed.json", "2.html", true);
	assert_holds(&s, "2026-0001/index.html", "Flood", true);
	site_close(&s);
}

static void
site__what_this_relay_published_stays_in_the_feed(void **state)
{
	struct site s;

	(void)state;
	site_open(&s);
	/* both are armed before either is released: no items know the other */
	rig_say(&s.r, prepare(&s, 3, "", json_array()));
	perform(&s);
	rig_say(&s.r, prepare(&s, 4, "", json_array()));
	perform(&s);
	fire(&s, 3);
	s.r.now.utc += 1000;
	fire(&s, 4);
	assert_holds(&s, "2026-0001/feed.atom", "3.html", true);
	assert_holds(&s, "2026-0001/feed.atom", "4.html", true);
	assert_holds(&s, "notices.atom", "3.html", true);
	assert_holds(&s, "notices.atom", "4.html", true);
	site_close(&s);
}

/* An item of another incident, as the station names it. */
static json_t *
other_item(const char *base, const char *incident, const char *title)
{
	char id[32], page[100];

	(void)snprintf(id, sizeof(id), "%s/1", incident);
	(void)snprintf(page, sizeof(page), "%s/%s/1.html", base, incident);
	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:I,s:s,s:s}", "message", id,
		"kind", "truth", "lang", "en", "title", title, "page", page,
		"published", (json_int_t)UTC0 - 90000, "incident", incident,
		"incident_title", "Other");
}

static void
site__the_office_s_list_names_other_incidents_of_this_address(void **state)
{
	struct site s;
	json_t *job;

	(void)state;
	site_open(&s);
	job = prepare(&s, 2, "", json_array());
	doc_put(doc_get(json_array_get(doc_get(job, "deliveries"), 0), "site"),
		"others",
		json_pack("[o,o,o]", other_item(BASE, "2026-0007", "Fire"),
			other_item("https://old.example/n", "2026-0008", "Old"),
			other_item(BASE, "2026-0001", "Not another")));
	rig_say(&s.r, job);
	perform(&s);
	fire(&s, 2);
	assert_holds(&s, "notices.html", "2026-0007/1.html", true);
	assert_holds(&s, "notices.html", "2026-0001/2.html", true);
	assert_holds(&s, "notices.html", "Old", false);
	assert_holds(&s, "notices.html", "Not another", false);
	assert_holds(&s, "notices.atom", BASE "/2026-0007/1.html", true);
	assert_holds(&s, "2026-0001/index.html", "2026-0007", false);
	site_close(&s);
}

static void
site__nothing_is_written_before_fire(void **state)
{
	struct site s;
	char path[100];

	(void)state;
	site_open(&s);
	rig_say(&s.r, prepare(&s, 2, "", json_array()));
	perform(&s);
	(void)snprintf(path, sizeof(path), "%s/2026-0001", s.dir);
	assert_int_not_equal(access(path, F_OK), 0);
	site_close(&s);
}

static void
site__without_an_address_is_a_gap_at_arming(void **state)
{
	struct site s;
	json_t *job, *act;

	(void)state;
	site_open(&s);
	job = prepare(&s, 2, "", json_array());
	(void)json_object_del(
		json_array_get(doc_get(job, "deliveries"), 0), "site");
	rig_say(&s.r, job);
	perform(&s);
	rig_pass(&s.r, REPORT_WAIT_MS);
	act = rig_take(&s.r, "relay.prepared");
	assert_false(
		doc_bool(json_array_get(doc_get(act, "results"), 0), "ok"));
	json_decref(act);
	site_close(&s);
}

/* The look after a relay was lost: some of the pages are there. */
static void
find_in_part(struct site *s)
{
	json_t *job = prepare(s, 2, "", json_array());

	assert_int_equal(
		folder_write(s->dir, "2026-0001/2.html", "x", 1, NULL), ERR_OK);
	doc_put_str(job, "job", "lookup");
	doc_put_int(job, "until", s->r.now.utc + 100000);
	rig_say(&s->r, job);
	rig_pass(&s->r, 2000);
	perform(s);
	rig_expect(&s->r, "unknown");
}

/* The state of the first result that is told next. */
static void
told(struct site *s, const char *state)
{
	json_t *act, *row;

	rig_pass(&s->r, REPORT_WAIT_MS);
	act = rig_take(&s->r, "relay.outcomes");
	row = json_array_get(doc_get(act, "results"), 0);
	assert_string_equal(doc_str(row, "state"), state);
	rig_acknowledge(&s->r, act);
}

static void
site__what_stands_in_part_is_unknown_until_it_is_written_again(void **state)
{
	struct site s;

	(void)state;
	site_open(&s);
	find_in_part(&s);
	rig_pass(&s.r, 1000);
	told(&s, "retry"); /* so that the station lets it go */
	assert_int_equal(rig_confirm(&s.r), 1);
	perform(&s);
	told(&s, "published");
	site_close(&s);
}

static void
site__what_stands_in_part_is_unknown_when_it_is_halted(void **state)
{
	struct site s;

	(void)state;
	site_open(&s);
	find_in_part(&s);
	rig_say(&s.r,
		json_pack(
			"{s:s,s:s}", "job", "halt", "message", "2026-0001/2"));
	rig_expect(&s.r, "unknown");
	rig_pass(&s.r, 100000);
	assert_null(rig_take(&s.r, "relay.sending"));
	site_close(&s);
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(site__a_message_becomes_pages_and_feeds_and_is_verified),
		T(site__what_this_relay_published_stays_in_the_feed),
		T(site__the_office_s_list_names_other_incidents_of_this_address),
		T(site__nothing_is_written_before_fire),
		T(site__without_an_address_is_a_gap_at_arming),
		T(site__what_stands_in_part_is_unknown_until_it_is_written_again),
		T(site__what_stands_in_part_is_unknown_when_it_is_halted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
