/*
 * Judging acts on officers.
 */
#include "domain/judge.h"

#include <stdint.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/office/key_acts.h"
#include "domain/office/office_none.h"
#include "domain/office/office_second.h"
#include "domain/office/outsider.h"

static enum err_code
check_roles(const json_t *act, struct err *err)
{
	json_t *roles = doc_get(act, "roles"), *word;
	enum role role;
	size_t n;

	json_array_foreach(roles, n,
		word) if (!role_parse(&role,
				  json_string_value(word))) return refuse(err,
		REFUSE_FIELD, "roles",
		WITH(arg_key(json_string_value(word)),
			ARG_BOTH("is not a role", "不是角色")));
	return ERR_OK;
}

/* One person, one officer: by the user's name and by its number. */
static enum err_code
check_user(const struct office *o, const json_t *act, struct err *err)
{
	int64_t uid = doc_get(act, "uid") ? doc_int(act, "uid") : -1;
	const char *user = doc_str(act, "user"), *id = doc_str(act, "officer");
	char number[24];

	/* a name alone may be another's number tomorrow */
	if (!o->demo && !doc_get(act, "uid"))
		return refuse(err, REFUSE_FIELD, "uid",
			WITH(arg_field("uid"),
				ARG_BOTH("is missing", "未填写")));
	if (doc_get(act, "uid") && (uid <= 0 || uid >= UINT32_MAX))
		return refuse(err, REFUSE_FIELD, "uid",
			WITH(arg_field("uid"),
				ARG_BOTH("is not a user of a person",
					"不是个人用户")));
	fixed_format(number, sizeof(number), "%lld", (long long)uid);
	for (size_t n = 0; n < o->officer_count; n++) {
		if (strcmp(o->officers[n].id, id) == 0)
			continue;
		if (strcmp(o->officers[n].user, user) == 0)
			return refuse(err, REFUSE_EXISTS, "user",
				WITH(arg_noun(NOUN_USER), arg_text(user)));
		if (uid > 0 && o->officers[n].uid == uid)
			return refuse(err, REFUSE_EXISTS, "uid",
				WITH(arg_noun(NOUN_UID), arg_text(number)));
	}
	return ERR_OK;
}

/* What an act or a proposal would make of what somebody may do. */
struct roles_then {
	const char *id;
	role_set held; /* in the end, were they active */
	role_set gained, lost; /* of what they can use */
	const char *employer; /* of a contractor; "" of the office's own */
	bool answered, answers; /* for what they do: before, and then */
};

static void
roles_then(struct roles_then *out, const struct office *o, const json_t *doc)
{
	const char *state = doc_str(doc, "state");
	const struct officer *f;
	role_set before, after;
	bool active;

	out->id = doc_str(doc, "officer");
	f = office_officer(o, out->id);
	before = f && f->active ? f->roles : 0;
	active = *state ? strcmp(state, "active") == 0 : !f || f->active;
	out->held = doc_get(doc, "roles") ? roles_parse(doc_get(doc, "roles"))
		: f			  ? f->roles
					  : 0;
	after = active ? out->held : 0;
	out->gained = after & ~before;
	out->lost = before & ~after;
	out->employer = doc_get(doc, "employer") ? doc_str(doc, "employer")
		: f				 ? f->employer
						 : "";
	/* who logs in with them is another, now or when they are active again;
	 * or they answer from now on for what they do */
	if (f &&
		(doc_get(doc, "user") || doc_get(doc, "uid") ||
			(officer_is_contractor(f) && !*out->employer)))
		out->gained = out->held;
	out->answered = f && officer_answers(f);
	out->answers =
		!*out->employer && (out->held & ~ROLE_BIT(ROLE_AUDITOR)) != 0;
}

/* A contractor has a contractor's roles, whoever gives them. */
static enum err_code
check_contractor(const struct world *w, const struct roles_then *t,
	const json_t *doc, struct err *err)
{
	role_set allowed =
		contractor_roles(w->library ? &w->library->rules : NULL);
	if (!*t->employer || (t->held & ~allowed) == 0 ||
		(t->gained == 0 && !*doc_str(doc, "employer")))
		return ERR_OK;
	return refuse(err, REFUSE_CONTRACTOR, "roles",
		WITH(office_arg(w->office, t->id), arg_text(t->employer),
			arg_roles(allowed)));
}

/* Nobody gives roles to themselves, and some roles do not go together. */
static enum err_code
check_given(const struct world *w, const char *by, const struct roles_then *t,
	struct err *err)
{
	role_set clash = office_roles_clash(w->library, t->held);

	if (t->gained == 0 || (w->office->single && !w->office->demo))
		return ERR_OK;
	if (strcmp(by, t->id) == 0)
		return refuse(err, REFUSE_OWN_ROLES, "roles",
			WITH(office_arg(w->office, t->id)));
	if (clash == 0)
		return ERR_OK;
	return refuse(err, REFUSE_ROLES_APART, "roles",
		WITH(office_arg(w->office, t->id), arg_roles(clash)));
}

/* Officers but this one who answer for what they do and have any of the
 * roles; the active ones, or all. */
static size_t
others_with(const struct office *o, const char *id, role_set roles, bool active)
{
	size_t count = 0;

	for (size_t n = 0; n < o->officer_count; n++) {
		const struct officer *f = &o->officers[n];

		count += (f->active || !active) && (f->roles & roles) &&
			officer_answers(f) && strcmp(f->id, id) != 0;
	}
	return count;
}

/* Where two are, one may be suspended, and comes back; but they must go on
 * being somebody who could confirm, or the other could do all alone. */
static bool
is_last_second(const struct office *o, const struct roles_then *t)
{
	const role_set any = ROLES_GIVEN_BY_TWO;
	size_t all = others_with(o, t->id, any, false);

	if ((o->single && !o->demo) || !t->answered)
		return false;
	return (t->lost && all > 1 && others_with(o, t->id, any, true) < 2) ||
		(!t->answers && all < 2);
}

/* An office must keep an administrator who can log in, and somebody else who
 * can confirm what the administrator proposes. */
static enum err_code
check_lost(const struct world *w, const struct roles_then *t, struct err *err)
{
	const struct office *o = w->office;

	if ((t->lost & ROLE_BIT(ROLE_ADMIN)) &&
		others_with(o, t->id, ROLE_BIT(ROLE_ADMIN), true) == 0)
		return refuse(err, REFUSE_FIELD, "officer",
			WITH(arg_key(t->id),
				ARG_BOTH("is the last administrator",
					"是最后一名管理员")));
	if (is_last_second(o, t))
		return refuse(err, REFUSE_FIELD, "officer",
			WITH(arg_key(t->id),
				ARG_BOTH("is the last who could confirm what "
					 "one proposes",
					"是最后一名可作第二人确认的人员")));
	return ERR_OK;
}

static enum err_code
check_officer_then(const struct world *w, const char *by, const json_t *doc,
	struct err *err)
{
	const struct office *o = w->office;
	bool added = office_officer(o, doc_str(doc, "officer")) == NULL;
	bool user = added || doc_get(doc, "user") || doc_get(doc, "uid");
	struct roles_then t;
	enum err_code rc;

	rc = check_roles(doc, err);
	if (rc == ERR_OK && user)
		rc = check_user(o, doc, err);
	if (rc == ERR_OK && !added)
		rc = judge_choice(doc, "state", CHOICES_OFFICER_STATE, err);
	roles_then(&t, o, doc);
	if (rc == ERR_OK)
		rc = check_contractor(w, &t, doc, err);
	if (rc == ERR_OK)
		rc = check_given(w, by, &t, err);
	return rc == ERR_OK ? check_lost(w, &t, err) : rc;
}

/* Does it say anything of the officer besides a key? */
static bool
says_more(json_t *body)
{
	const char *name;
	json_t *value;

	json_object_foreach(body, name, value)
	{
		(void)value;
		if (strcmp(name, "officer") != 0 &&
			strcmp(name, "proposed_by") != 0)
			return true;
	}
	return false;
}

/* What was decided about an officer; a key is an entry of its own. */
static void
put_decided(struct judged *out, json_t *body, const char *kind)
{
	json_t *key = key_take(body);

	if (says_more(body))
		judged_add(out, kind, body);
	else
		json_decref(body);
	if (key != NULL)
		judged_add(out, "officer.key", key);
}

/* At once, or as a proposal where another has to confirm it. */
static void
put_change(struct judged *out, const struct world *w, json_t *body,
	const char *kind)
{
	const struct office *o = w->office;
	struct roles_then t;

	roles_then(&t, o, body);
	if ((t.gained & ROLES_GIVEN_BY_TWO) == 0 && !doc_get(body, "key")) {
		judged_add(out, kind, body);
	} else if (office_asks_second(o, w->officer->id, t.id)) {
		judged_add(out, "officer.proposed", body);
	} else {
		if (!o->single)
			doc_put_bool(body, "alone", true);
		put_decided(out, body, kind);
	}
}

enum err_code
judge_officer_add(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "officer", "name", "user", "uid",
		"roles", "phone", "unit", "employer", NULL };
	const char *id = doc_str(act, "officer");
	json_t *body;

	if (office_officer(w->office, id))
		return refuse(err, REFUSE_EXISTS, "officer",
			WITH(arg_noun(NOUN_OFFICER), arg_text(id)));
	if (check_officer_then(w, w->officer->id, act, err) != ERR_OK)
		return err->code;
	body = body_copied(act, names);
	doc_put_str(body, "state", "active");
	if (doc_get(act, "key") &&
		key_read(body, w, NULL, act, err) != ERR_OK) {
		json_decref(body);
		return err->code;
	}
	put_change(out, w, body, "officer.added");
	return ERR_OK;
}

enum err_code
judge_officer_change(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "officer", "name", "user", "uid",
		"roles", "phone", "unit", "employer", "state", NULL };
	const char *id = doc_str(act, "officer");

	if (office_officer(w->office, id) == NULL)
		return office_no_officer(err, "officer", w->office, id);
	if (check_officer_then(w, w->officer->id, act, err) != ERR_OK)
		return err->code;
	put_change(out, w, body_copied(act, names), "officer.changed");
	return ERR_OK;
}

/* An officer by name, or the library that is proposed. */
static struct arg
subject_arg(const struct office *o, const char *about)
{
	static const struct both library =
		BOTH("the library of playbooks", "发布预案库");
	const struct officer *f = office_officer(o, about);

	if (*about == '\0')
		return arg_named("", &library);
	return arg_named(about,
		&(const struct both)BOTH(
			f ? f->name : about, f ? f->name : about));
}

/* May they: who proposed takes back, whoever may confirm may also decline. */
static enum err_code
check_proposal(const struct world *w, const struct second *s, const json_t *act,
	role_set wanted, const char *about, struct err *err)
{
	static const struct second_refusals no = { REFUSE_OWN_PROPOSAL, "",
		REFUSE_PROPOSAL_CHANGED, "digest" };
	const char *by = w->officer->id;
	char digest[HASH_HEX];
	enum err_code rc;

	second_digest(digest, s);
	if (doc_bool(act, "decline") && strcmp(by, s->by) == 0)
		by = "";
	rc = second_confirm(s, &no, subject_arg(w->office, about),
		*by ? officer_arg(w->officer) : arg_officer("", "", ""),
		strcmp(digest, doc_str(act, "digest")) == 0, err);
	if (rc != ERR_OK || *by == '\0')
		return rc;
	return office_check_confirms(w, s, wanted, about, err);
}

static void
put_declined(struct judged *out, const struct second *s, const char *key,
	const char *kind)
{
	json_t *body = json_object();

	doc_put_str(body, key, doc_str(s->what, key));
	second_put(body, s);
	judged_add(out, kind, body);
}

/* The key may have become another's meanwhile. */
static enum err_code
check_key_then(const struct world *w, const char *id, const json_t *doc,
	struct err *err)
{
	return doc_get(doc, "key")
		? key_check_new(w, office_officer(w->office, id),
			  doc_str(doc, "fingerprint"), err)
		: ERR_OK;
}

enum err_code
judge_officer_confirm(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "officer");
	const struct second *s = office_proposal(w->office, id);
	json_t *body;

	if (s == NULL)
		return refuse(err, REFUSE_NOT_FOUND, "officer",
			WITH(arg_noun(NOUN_PROPOSAL), arg_text(id)));
	if (check_proposal(w, s, act, 0, id, err) != ERR_OK)
		return err->code;
	if (doc_bool(act, "decline")) {
		put_declined(out, s, "officer", "officer.declined");
		return ERR_OK;
	}
	/* since then the office may have become another */
	if (office_check_proposer(w, s, ACT_OFFICER_CHANGE, id, err) !=
			ERR_OK ||
		check_officer_then(w, s->by, s->what, err) != ERR_OK ||
		check_key_then(w, id, s->what, err) != ERR_OK)
		return err->code;
	body = json_copy(s->what);
	second_put(body, s);
	put_decided(out, body,
		office_officer(w->office, id) ? "officer.changed"
					      : "officer.added");
	return ERR_OK;
}

/* What the station found about the library stands in the proposal. */
enum err_code
judge_library_confirm(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "head", "rules", "playbooks",
		"less", "count", NULL };
	const struct second *s = &w->office->library_next;
	json_t *body;

	if (!s->waits)
		return refuse(err, REFUSE_NOT_FOUND, "digest",
			WITH(arg_noun(NOUN_PROPOSAL), arg_text("playbook")));
	if (check_proposal(w, s, act, office_library_roles(s), "", err) !=
		ERR_OK)
		return err->code;
	if (doc_bool(act, "decline")) {
		put_declined(out, s, "head", "library.declined");
		return ERR_OK;
	}
	if (office_check_proposer(
		    w, s, ACT_LIBRARY_IMPORT, "the library", err) != ERR_OK)
		return err->code;
	body = body_copied(s->what, names);
	second_put(body, s);
	judged_add(out, "station.library", body);
	return ERR_OK;
}

/* Of oneself anybody says it, of others an administrator. */
enum err_code
judge_officer_duty(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *id = doc_str(act, "officer");
	json_t *body;

	if (office_officer(w->office, id) == NULL)
		return office_no_officer(err, "officer", w->office, id);
	if (strcmp(id, w->officer->id) != 0 &&
		judge_roles(w->office, w->officer, ROLE_BIT(ROLE_ADMIN), err) !=
			ERR_OK)
		return err->code;
	body = json_object();
	doc_put_str(body, "officer", id);
	doc_put_bool(body, "duty", doc_bool(act, "on"));
	judged_add(out, "officer.changed", body);
	return ERR_OK;
}

enum err_code
judge_station_name(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	json_t *body = json_object();

	(void)w;
	(void)err;
	/* also an empty one: it takes the name away, in the record too */
	doc_put(body, "unit_en", json_string(doc_str(act, "name")));
	judged_add(out, "station.named", body);
	return ERR_OK;
}
