/*
 * Judging acts on officers' keys.
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/office/key_acts.h"
#include "domain/office/login.h"
#include "domain/office/office_none.h"
#include "domain/office/office_second.h"
#include "domain/office/signature.h"

static const struct {
	enum sshkey_fault fault;
	enum refusal refusal;
} faults[] = {
	{ SSHKEY_NOT_A_KEY, REFUSE_KEY_NONE },
	{ SSHKEY_PRIVATE, REFUSE_KEY_PRIVATE },
	{ SSHKEY_OTHER_KIND, REFUSE_KEY_KIND },
	{ SSHKEY_SHORT, REFUSE_KEY_SHORT },
	{ SSHKEY_LONG, REFUSE_KEY_LONG },
	{ SSHKEY_WEB, REFUSE_KEY_WEB },
};

static enum err_code
parse_key(struct sshkey *key, const char *line, struct err *err)
{
	enum sshkey_fault fault = sshkey_parse(key, line);

	for (size_t n = 0; n < sizeof(faults) / sizeof(faults[0]); n++)
		if (faults[n].fault == fault)
			return refuse(err, faults[n].refusal, "key", WITH_NONE);
	return ERR_OK;
}

static enum err_code
check_keyholder(const struct officer **out, const struct world *w,
	const char *id, struct err *err)
{
	*out = office_officer(w->office, id);
	if (*out == NULL)
		return office_no_officer(err, "officer", w->office, id);
	return ERR_OK;
}

static size_t
keys_in_use(const struct officer *f)
{
	size_t count = 0;

	for (size_t n = 0; n < f->key_count; n++)
		count += f->keys[n].state != OFFICER_KEY_REVOKED;
	return count;
}

/*
 * One key, one officer; and what was revoked stays it. A key that waits in
 * vain, because its officer can no longer log in to prove it, may be brought
 * in again.
 */
enum err_code
key_check_new(const struct world *w, const struct officer *f, const char *print,
	struct err *err)
{
	const struct officer *owner = office_key_owner(w->office, print);
	const struct officer_key *old;

	if (owner == NULL)
		return f == NULL || keys_in_use(f) < OFFICER_KEYS
			? ERR_OK
			: refuse(err, REFUSE_KEY_MANY, "key",
				  WITH(officer_arg(f)));
	old = officer_key(owner, print);
	if (old->state == OFFICER_KEY_REVOKED)
		return refuse(
			err, REFUSE_KEY_REVOKED, "key", WITH(arg_print(print)));
	if (owner == f && !old->opens && !officer_can_sign(f))
		return ERR_OK;
	return refuse(err, REFUSE_KEY_TAKEN, "key",
		WITH(arg_print(print), officer_arg(owner)));
}

enum err_code
key_read(json_t *body, const struct world *w, const struct officer *f,
	const json_t *act, struct err *err)
{
	char print[SSHKEY_FINGERPRINT], line[SSHKEY_LINE];
	struct sshkey key;

	if (parse_key(&key, doc_str(act, "key"), err) != ERR_OK)
		return err->code;
	sshkey_fingerprint(print, &key);
	if (key_check_new(w, f, print, err) != ERR_OK)
		return err->code;
	sshkey_format(line, &key);
	doc_put_str(body, "fingerprint", print);
	doc_put_str(body, "key", line);
	return ERR_OK;
}

json_t *
key_take(json_t *body)
{
	static const char *const names[] = { "officer", "fingerprint", "key",
		"proposed_by", "alone", NULL };
	json_t *key;

	if (doc_get(body, "key") == NULL)
		return NULL;
	key = body_copied(body, names);
	doc_put_bool(key, "opens", true);
	json_object_del(body, "fingerprint");
	json_object_del(body, "key");
	return key;
}

static json_t *
key_body(const struct officer *f, const char *print)
{
	json_t *body = json_object();

	doc_put_str(body, "officer", f->id);
	doc_put_str(body, "fingerprint", print);
	return body;
}

/* With what the same person has proposed about the officer and still waits:
 * else the newer proposal would take the place of the older one. */
static void
put_proposed_key(struct judged *out, const struct world *w, json_t *body)
{
	const struct second *s =
		office_proposal(w->office, doc_str(body, "officer"));
	json_t *both;

	if (s == NULL || strcmp(s->by, w->officer->id) != 0) {
		judged_add(out, "officer.proposed", body);
		return;
	}
	both = json_copy(s->what);
	json_object_update(both, body);
	json_decref(body);
	judged_add(out, "officer.proposed", both);
}

/*
 * Who has no key that is proven is let in by this one before it is: whoever
 * holds it is the officer. So it takes two persons, and otherwise the
 * officer's own proof.
 */
enum err_code
judge_officer_key(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	const char *id = doc_str(act, "officer");
	const struct officer *f;
	json_t *body;

	if (check_keyholder(&f, w, id, err) != ERR_OK)
		return err->code;
	body = json_object();
	doc_put_str(body, "officer", id);
	if (key_read(body, w, f, act, err) != ERR_OK) {
		json_decref(body);
		return err->code;
	}
	if (f != w->officer && !officer_can_sign(f) &&
		office_asks_second(w->office, w->officer->id, id)) {
		put_proposed_key(out, w, body);
		return ERR_OK;
	}
	if (!officer_can_sign(f))
		doc_put_bool(body, "opens", true);
	if (f != w->officer && !officer_can_sign(f) && !w->office->single)
		doc_put_bool(body, "alone", true);
	login_put(body, w);
	judged_add(out, "officer.key", body);
	return ERR_OK;
}

/* By the officer, with the key itself. */
enum err_code
judge_officer_prove(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const char *print = doc_str(act, "fingerprint");
	const struct officer_key *k = officer_key(w->officer, print);
	struct statement said = { .act = act_row(ACT_OFFICER_PROVE)->name,
		.key = print };
	json_t *body;

	if (k == NULL)
		return refuse(err, REFUSE_NOT_FOUND, "fingerprint",
			WITH(arg_noun(NOUN_KEY), arg_text(print)));
	if (k->state != OFFICER_KEY_WAITS)
		return refuse(err, REFUSE_KEY_STATE, "fingerprint",
			WITH(arg_print(print),
				arg_both(officer_key_title(k->state))));
	if (signature_check(w, act, &said, k, SIGNS_KEY, err) != ERR_OK)
		return err->code;
	body = key_body(w->officer, print);
	signature_put(body, act);
	login_put(body, w);
	judged_add(out, "officer.proven", body);
	return ERR_OK;
}

enum err_code
judge_officer_revoke(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const char *print = doc_str(act, "fingerprint");
	const struct officer_key *k;
	const struct officer *f;
	json_t *body;

	if (check_keyholder(&f, w, doc_str(act, "officer"), err) != ERR_OK)
		return err->code;
	if (f != w->officer &&
		judge_roles(w->office, w->officer, ROLE_BIT(ROLE_ADMIN), err) !=
			ERR_OK)
		return err->code;
	k = officer_key(f, print);
	if (k == NULL)
		return refuse(err, REFUSE_NOT_FOUND, "fingerprint",
			WITH(arg_noun(NOUN_KEY), arg_text(print)));
	if (k->state == OFFICER_KEY_REVOKED)
		return refuse(err, REFUSE_KEY_REVOKED, "fingerprint",
			WITH(arg_print(print)));
	body = key_body(f, print);
	doc_put_str(body, "reason", doc_str(act, "reason"));
	login_put(body, w);
	judged_add(out, "officer.revoked", body);
	return ERR_OK;
}
