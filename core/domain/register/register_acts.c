/*
 * Judging what is entered in the register of accounts: opening, changing,
 * suspending and closing one, each with its filing. What the rules of the
 * register find is refused, or wants a reason. A change of the owner and a
 * closing begin what the public is told: an incident of the playbook that
 * rules/register.yaml names, whose first notice is prepared.
 */
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/office/office_none.h"
#include "domain/register/announce.h"
#include "domain/register/register.h"

enum { CHANGE_NAMES = 40, TITLE = 300 };

/*
 * A webhook to a server that answers only its own protocol: it would say no to
 * every release, and not before the first.
 */
static enum err_code
account_check_host(const struct world *w, const char *kind, const json_t *act,
	struct err *err)
{
	const char *url = doc_str(doc_get(act, "options"), "url");
	const struct platform *p = NULL;

	if (w->library && strcmp(kind, "webhook") == 0)
		p = rules_host(&w->library->rules, url);
	if (p == NULL)
		return ERR_OK;
	return refuse(err, REFUSE_ROBOT_HOST, "url",
		WITH(arg_url(url), arg_word(p->id), arg_word(p->connector)));
}

/* Administrators and the editor are officers that the office has. */
static enum err_code
register_check_people(const struct world *w, const json_t *act, struct err *err)
{
	const char *editor = doc_str(act, "editor");
	json_t *item;
	size_t i;

	json_array_foreach(doc_get(act, "admins"), i, item)
	{
		const char *id = json_string_value(item);

		if (office_officer(w->office, id) == NULL)
			return office_no_officer(err, "admins", w->office, id);
	}
	if (*editor && office_officer(w->office, editor) == NULL)
		return office_no_officer(err, "editor", w->office, editor);
	return ERR_OK;
}

/* A body of these fields, the card's and the reason. */
static json_t *
register_body(const json_t *act, const char *const *names)
{
	const char *all[CHANGE_NAMES];
	size_t n = 0;

	for (; *names; names++)
		all[n++] = *names;
	for (size_t i = 0; register_card_names[i]; i++)
		all[n++] = register_card_names[i];
	all[n++] = "reason";
	all[n] = NULL;
	return body_copied(act, all);
}

static struct register_view
register_view_of(const struct world *w)
{
	return (struct register_view){ .office = w->office,
		.rules = w->library ? &w->library->rules : NULL,
		.now = w->now };
}

static enum err_code
register_check_added(
	json_t *body, const struct world *w, const json_t *act, struct err *err)
{
	const struct register_view v = register_view_of(w);
	const char *platform = doc_str(act, "platform");
	struct account would = { .active = true };

	FIXED_SET(would.id, doc_str(act, "account"));
	fixed_cut(would.kind, sizeof(would.kind), doc_str(act, "kind"));
	fixed_cut(would.platform, sizeof(would.platform),
		*platform ? platform : would.kind);
	would.lead = doc_bool(act, "lead");
	(void)account_take(&would, act);
	would.card.registered = w->now;
	return register_allows(body, &v, NULL, &would, act, err);
}

enum err_code
judge_account_add(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "account", "kind", "platform",
		"name", "owner", "lead", "options", NULL };
	const char *id = doc_str(act, "account");
	const char *platform = doc_str(act, "platform");
	const char *kind = doc_str(act, "kind");
	json_t *body;

	if (office_account(w->office, id))
		return refuse(err, REFUSE_EXISTS, "account",
			WITH(arg_noun(NOUN_ACCOUNT), arg_text(id)));
	if (strcmp(kind, "practice") == 0)
		return refuse(err, REFUSE_FIELD, "kind",
			WITH(arg_key(kind),
				ARG_BOTH("is what drills are delivered to, not "
					 "an account",
					"仅供演练，不能登记")));
	if (w->library &&
		rules_account(&w->library->rules, kind,
			*platform ? platform : kind) == NULL)
		return library_no_platform(err, w->library, kind, platform);
	if (account_check_host(w, kind, act, err) != ERR_OK ||
		register_check_people(w, act, err) != ERR_OK)
		return err->code;
	body = register_body(act, names);
	if (register_check_added(body, w, act, err) != ERR_OK) {
		json_decref(body);
		return err->code;
	}
	doc_put_str(body, "state", "active");
	judged_add(out, "account.added", body);
	return ERR_OK;
}

/* ---- what the public is told ---- */

static void
announcement_title(char out[TITLE], const struct account *a,
	enum filing_of what, enum lang lang)
{
	if (what == FILING_CLOSING && lang == LANG_ZH)
		fixed_cut_format(out, TITLE, "关于停止运行“%s”账号（%s）的公告",
			a->name, a->owner);
	else if (what == FILING_CLOSING)
		fixed_cut_format(out, TITLE, "Account “%s” of %s is closed",
			a->name, a->owner);
	else if (lang == LANG_ZH)
		fixed_cut_format(out, TITLE,
			"关于“%s”账号主办单位变更为%s的公告", a->name,
			a->owner);
	else
		fixed_cut_format(out, TITLE, "Account “%s” is now run by %s",
			a->name, a->owner);
}

/* Opens the incident of the announcement; without a playbook nothing. */
static enum err_code
announce(struct judged *out, const struct world *w, json_t *body,
	const struct account *would, enum filing_of what, struct err *err)
{
	const struct rules *r = w->library ? &w->library->rules : NULL;
	char title[TITLE];

	if (r == NULL || !register_announces(r, would->platform) ||
		(what != FILING_CLOSING && what != FILING_OWNER))
		return ERR_OK;
	announcement_title(title, would, what, lang_parse(w->office->lang));
	return announce_begin(
		out, w, body, "announcement", r->announces, title, err);
}

/* ---- changing ---- */

/* The body of a change, judged: it is in `out` then, or freed. */
static enum err_code
judge_change_body(struct judged *out, const struct world *w, json_t *body,
	const struct account *a, const json_t *act, struct err *err)
{
	const struct register_view v = register_view_of(w);
	struct account would = *a; /* name, owner, card and state alone */
	enum filing_of what = account_take(&would, body);
	enum err_code rc;

	if (doc_get(act, "lead"))
		would.lead = doc_bool(act, "lead");
	if (what == FILING_OWNER || what == FILING_NAME)
		would.card.registered = w->now;
	rc = register_allows(body, &v, a, &would, act, err);
	if (rc == ERR_OK)
		rc = announce(out, w, body, &would, what, err);
	if (rc == ERR_OK)
		judged_add(out, "account.changed", body);
	else
		json_decref(body);
	return rc;
}

enum err_code
judge_account_change(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "account", "name", "owner", "lead",
		"options", "state", NULL };
	const char *id = doc_str(act, "account");
	const struct account *a = office_account(w->office, id);

	if (a == NULL)
		return office_no_account(err, "account", w->office, id);
	if (account_check_host(w, a->kind, act, err) != ERR_OK)
		return err->code;
	if (judge_choice(act, "state", CHOICES_ACCOUNT_STATE, err) != ERR_OK ||
		register_check_people(w, act, err) != ERR_OK)
		return err->code;
	return judge_change_body(
		out, w, register_body(act, names), a, act, err);
}

static enum err_code
judge_account_end(struct judged *out, const struct world *w, const json_t *act,
	const char *state, struct err *err)
{
	static const char *const names[] = { "account", NULL };
	const char *id = doc_str(act, "account");
	const struct account *a = office_account(w->office, id);
	json_t *body;

	if (a == NULL)
		return office_no_account(err, "account", w->office, id);
	if (!account_is_open(a) ||
		(a->suspended && strcmp(state, "suspended") == 0))
		return refuse(err, REFUSE_FIELD, "account",
			WITH(arg_key(id),
				a->suspended
					? ARG_BOTH("is suspended already",
						  "已暂停")
					: ARG_BOTH("is closed", "已停用")));
	body = register_body(act, names);
	doc_put_str(body, "state", state);
	return judge_change_body(out, w, body, a, act, err);
}

enum err_code
judge_account_suspend(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	return judge_account_end(out, w, act, "suspended", err);
}

enum err_code
judge_account_close(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	return judge_account_end(out, w, act, "closed", err);
}
