/*
 * Judging acts on officers.
 */
#include "domain/judge.h"

#include <stdint.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"

static enum err_code
check_roles(const json_t *act, struct err *err)
{
	json_t *roles = doc_get(act, "roles"), *word;
	enum role role;
	size_t n;

	json_array_foreach(roles, n,
		word) if (!role_parse(&role,
				  json_string_value(word))) return refuse(err,
		REFUSE_FIELD, "roles", json_string_value(word),
		"is not a role / 不是角色", NULL);
	return ERR_OK;
}

/* One person, one officer: by the user's name and by its number. */
static enum err_code
check_user(const struct office *o, const json_t *act, struct err *err)
{
	int64_t uid = doc_get(act, "uid") ? doc_int(act, "uid") : -1;
	const char *user = doc_str(act, "user");
	char number[24];

	/* a name alone may be another's number tomorrow */
	if (!o->demo && !doc_get(act, "uid"))
		return refuse(err, REFUSE_FIELD, "uid", "uid",
			"is missing / 缺少", NULL);
	if (doc_get(act, "uid") && (uid <= 0 || uid >= UINT32_MAX))
		return refuse(err, REFUSE_FIELD, "uid", "uid",
			"is not a user of a person / 不是个人用户", NULL);
	fixed_format(number, sizeof(number), "%lld", (long long)uid);
	for (size_t n = 0; n < o->officer_count; n++) {
		if (strcmp(o->officers[n].user, user) == 0)
			return refuse(
				err, REFUSE_EXISTS, "user", "user", user, NULL);
		if (uid > 0 && o->officers[n].uid == uid)
			return refuse(err, REFUSE_EXISTS, "uid", "user", number,
				NULL);
	}
	return ERR_OK;
}

enum err_code
judge_officer_add(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "officer", "name", "user", "uid",
		"roles", "phone", "unit", NULL };
	const char *id = doc_str(act, "officer");
	json_t *body;

	if (office_officer(w->office, id))
		return refuse(
			err, REFUSE_EXISTS, "officer", "officer", id, NULL);
	if (check_roles(act, err) != ERR_OK ||
		check_user(w->office, act, err) != ERR_OK)
		return err->code;
	body = body_copied(act, names);
	doc_put_str(body, "state", "active");
	judged_add(out, "officer.added", body);
	return ERR_OK;
}

/* An office must keep one administrator who can log in. */
static bool
last_admin(const struct office *o, const char *id)
{
	for (size_t n = 0; n < o->officer_count; n++) {
		const struct officer *f = &o->officers[n];

		if (f->active && (f->roles & ROLE_BIT(ROLE_ADMIN)) &&
			strcmp(f->id, id) != 0)
			return false;
	}
	return true;
}

enum err_code
judge_officer_change(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "officer", "name", "roles",
		"phone", "unit", "state", NULL };
	const char *id = doc_str(act, "officer");
	json_t *roles = doc_get(act, "roles");
	bool loses;

	if (office_officer(w->office, id) == NULL)
		return refuse(
			err, REFUSE_NOT_FOUND, "officer", "officer", id, NULL);
	if (check_roles(act, err) != ERR_OK ||
		judge_choice(act, "state", CHOICES_OFFICER_STATE, err) !=
			ERR_OK)
		return err->code;
	loses = strcmp(doc_str(act, "state"), "suspended") == 0 ||
		(roles && !(roles_parse(roles) & ROLE_BIT(ROLE_ADMIN)));
	if (loses && last_admin(w->office, id))
		return refuse(err, REFUSE_FIELD, "officer", id,
			"is the last administrator / 是最后一名管理员", NULL);
	judged_add(out, "officer.changed", body_copied(act, names));
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
		return refuse(
			err, REFUSE_NOT_FOUND, "officer", "officer", id, NULL);
	if (strcmp(id, w->officer->id) != 0 &&
		judge_roles(w->officer, ROLE_BIT(ROLE_ADMIN), err) != ERR_OK)
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
