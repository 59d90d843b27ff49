/*
 * A station without a disk for the tests of rules: acts are judged and their
 * entries folded, with officers, accounts and the shipped library. Time is a
 * number that the test moves.
 */
#ifndef CRIER_TESTS_DOMAIN_SCENE_H
#define CRIER_TESTS_DOMAIN_SCENE_H

#include <assert.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/instant.h"
#include "crier/refusal.h"
#include "domain/act_check.h"
#include "domain/joint/joint.h"
#include "domain/judge.h"
#include "tests/domain/book.h"
#include "tests/domain/foresee.h"
#include "domain/message/message.h"
#include "tests/domain/library.h"

struct scene {
	struct library *lib;
	bool borrowed; /* the library is another's to free */
	const struct guard_row *unguarded; /* left out */
	struct office office;
	struct incident incident;
	int64_t now, seq;
	bool relay_up, relay_holds, clock_sure;
	struct mirror_lies mirror; /* the only one */
	size_t mirror_count; /* 0: there is none */
	json_t *login; /* of who acts next (office/login.h), or NULL */
	json_t *card; /* of the act that comes next, or NULL */
	struct joint_book *joints; /* offices.h keeps it; NULL none */
	bool crosses; /* each entry goes into it at once: joined.h */
	json_t *entries; /* every entry so far, as documents */
};

/* 2026-07-21 02:00 in the office. */
#define SCENE_NOW INT64_C(1784570400000)

static inline void
scene_fold(struct scene *s, const struct judged *j, const char *by)
{
	for (size_t n = 0; n < j->count; n++) {
		struct entry e;
		struct err err;

		entry_init(&e);
		e.seq = ++s->seq;
		e.time = s->now;
		(void)snprintf(e.by, sizeof(e.by), "%s", by);
		(void)snprintf(
			e.incident, sizeof(e.incident), "%s", j->incident);
		if (j->incident[0])
			(void)snprintf(e.mode, sizeof(e.mode), "%s",
				j->drill ? "drill" : "actual");
		(void)snprintf(e.kind, sizeof(e.kind), "%s", j->items[n].kind);
		e.body = json_incref(j->items[n].body);
		assert_int_equal(office_apply(&s->office, &e, &err), ERR_OK);
		if (j->incident[0])
			assert_int_equal(
				incident_apply(&s->incident, &e, &err), ERR_OK);
		if (s->crosses)
			book_cross(s->joints, &e);
		json_array_append_new(s->entries,
			json_pack("{s:s,s:s,s:O}", "kind", e.kind, "by", e.by,
				"body", e.body));
		entry_release(&e);
	}
}

/* One entry, however it came about; `body` is taken over. */
static inline void
scene_entry(struct scene *s, const char *by, const char *kind, json_t *body)
{
	struct judged j;

	judged_init(&j);
	judged_add(&j, kind, body);
	scene_fold(s, &j, by);
	judged_release(&j);
}

/* One act, as the station does it; `doc` is taken over. */
static inline enum err_code
scene_do(struct scene *s, const char *by, enum act act, json_t *doc,
	struct err *err)
{
	const char *id = subject_message(doc);
	struct world w = { .office = &s->office,
		.library = s->lib,
		.login = s->login,
		.card = s->card,
		.now = s->now,
		.relay_up = s->relay_up,
		.relay_holds = s->relay_holds,
		.clock_sure = s->clock_sure,
		.joints = s->joints,
		.mirrors = &s->mirror,
		.mirror_count = s->mirror_count,
		.unguarded = s->unguarded };
	struct judged j;
	enum err_code rc;

	judged_init(&j);
	memset(err, 0, sizeof(*err));
	if (*by)
		w.officer = office_officer(&s->office, by);
	if (*id || *doc_str(doc, "incident") || *doc_str(doc, "claim") ||
		*joint_incident(s->joints, doc)) {
		w.incident = s->incident.opened ? &s->incident : NULL;
		if (w.incident)
			w.claim = incident_claim(
				w.incident, doc_str(doc, "claim"));
		if (w.incident && *id)
			w.message = incident_message(w.incident, id);
	}
	rc = act_check(act, doc, err);
	if (rc == ERR_OK)
		rc = act_check_leaks(act, doc, s->lib->rules.lint, err);
	if (rc == ERR_OK)
		foresee(&w, act, doc);
	if (rc == ERR_OK)
		rc = act_judge(&j, &w, act, doc, err);
	if (rc == ERR_OK)
		scene_fold(s, &j, *by ? by : "relay");
	judged_release(&j);
	json_decref(doc);
	return rc;
}

/* The refusal's word, or "" when the act was done. */
static inline const char *
scene_try(struct scene *s, const char *by, enum act act, json_t *doc)
{
	static struct err err;

	return scene_do(s, by, act, doc, &err) == ERR_OK ? "" : err.id;
}

static inline void
scene_must(struct scene *s, const char *by, enum act act, json_t *doc)
{
	struct err err;

	if (scene_do(s, by, act, doc, &err) != ERR_OK)
		fail_msg("%s by %s: %s %s (%s)", act_row(act)->name, by, err.id,
			err.what, err.where);
}

static inline void
scene_officer(struct scene *s, const char *id, role_set roles)
{
	scene_entry(s, "station", "officer.added",
		json_pack("{s:s,s:s,s:s,s:o,s:s}", "officer", id, "name", id,
			"user", id, "roles", roles_format(roles), "state",
			"active"));
}

static inline void
scene_account(struct scene *s, const char *id, const char *kind, bool lead)
{
	scene_entry(s, "station", "account.added",
		json_pack("{s:s,s:s,s:s,s:s,s:b,s:{s:s},s:s}", "account", id,
			"kind", kind, "name", id, "owner", "office", "lead",
			(int)lead, "options", "url", "https://county.example/e",
			"state", "active"));
}

/* Officers dora (drafts), dirk, rita, lena, sign, rel1, rel2; three accounts. */
static inline void
scene_begin(struct scene *s, struct library *lib)
{
	memset(s, 0, sizeof(*s));
	s->lib = lib;
	s->borrowed = true;
	s->now = SCENE_NOW;
	s->relay_up = s->relay_holds = s->clock_sure = true;
	s->entries = json_array();
	office_init(&s->office);
	incident_init(&s->incident);
	(void)snprintf(s->office.unit, sizeof(s->office.unit), "县新闻办");
	(void)snprintf(s->office.lang, sizeof(s->office.lang), "zh");
	scene_officer(s, "dora", ROLE_BIT(ROLE_DRAFTER));
	scene_officer(s, "dirk",
		ROLE_BIT(ROLE_DRAFTER) | ROLE_BIT(ROLE_REVIEWER) |
			ROLE_BIT(ROLE_SIGNER) | ROLE_BIT(ROLE_HEAD) |
			ROLE_BIT(ROLE_RELEASER));
	scene_officer(s, "rita", ROLE_BIT(ROLE_REVIEWER));
	scene_officer(s, "lena", ROLE_BIT(ROLE_LEGAL) | ROLE_BIT(ROLE_SECRECY));
	scene_officer(s, "sign", ROLE_BIT(ROLE_SIGNER) | ROLE_BIT(ROLE_HEAD));
	scene_officer(s, "rel1", ROLE_BIT(ROLE_RELEASER));
	scene_officer(s, "rel2", ROLE_BIT(ROLE_RELEASER));
	scene_account(s, "site", "site", true);
	scene_account(s, "hook", "webhook", false);
	scene_account(s, "hand", "manual", false);
}

static inline void
scene_open_with(struct scene *s, struct library *lib, bool drill)
{
	scene_begin(s, lib);
	scene_must(s, "dora", ACT_INCIDENT_OPEN,
		json_pack("{s:s,s:s,s:s,s:s,s:I}", "playbook",
			"rainstorm-flood", "title", "7·21暴雨", "mode",
			drill ? "drill" : "actual", "level", "II", "occurred",
			(json_int_t)(s->now - 1500000)));
}

static inline void
scene_open(struct scene *s, bool drill)
{
	scene_open_with(s, shipped_library(), drill);
	s->borrowed = false;
}

static inline void
scene_close(struct scene *s)
{
	incident_release(&s->incident);
	office_release(&s->office);
	if (!s->borrowed)
		library_free(s->lib);
	json_decref(s->login);
	json_decref(s->card);
	json_decref(s->entries);
}

#include "tests/domain/course.h"

#endif
