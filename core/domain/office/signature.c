/*
 * Signatures of officers. What was signed is written once more from the act
 * and compared byte by byte, so nothing in it is left to interpretation.
 */
#include "domain/office/signature.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/sshsig.h"
#include "crier/act.h"
#include "crier/entry_kind.h"
#include "crier/refusal.h"

static bool
signature_fits(
	struct sshkey *key, struct sshkey_touch *touch, const json_t *act)
{
	const char *said = doc_str(act, "signed");
	const char *armour = doc_str(act, "signature");

	return sshsig_check(key, touch, armour, strlen(armour), STATEMENT_SPACE,
		said, strlen(said));
}

/* Is it the statement that this act by this officer, now, would have? */
static enum err_code
check_statement(const struct world *w, const json_t *act,
	const struct statement *said, struct err *err)
{
	char station[SSHKEY_FINGERPRINT], want[STATEMENT_MAX];
	const char *given = doc_str(act, "signed");
	struct statement s = *said;

	if (!statement_time(&s.time, given) ||
		!statement_station(station, w->office->signing_key))
		return refuse(err, REFUSE_SIGNED_OTHER, "signed", WITH_NONE);
	s.officer = w->officer->id;
	s.station = station;
	if (!statement_format(want, &s) || strcmp(want, given) != 0)
		return refuse(err, REFUSE_SIGNED_OTHER, "signed", WITH_NONE);
	if (llabs(w->now - s.time) > STATEMENT_MS)
		return refuse(err, REFUSE_SIGNED_STALE, "signed", WITH_NONE);
	return ERR_OK;
}

static enum err_code
check_key(const struct officer *f, const struct officer_key *key,
	const struct sshkey *by, struct err *err)
{
	char print[SSHKEY_FINGERPRINT];
	const struct officer_key *mine;

	sshkey_fingerprint(print, by);
	mine = officer_key(f, print);
	if (key != NULL ? mine == key
			: mine != NULL && mine->state == OFFICER_KEY_PROVEN)
		return ERR_OK;
	return refuse(err, REFUSE_SIGNED_KEY, "signature",
		WITH(arg_print(print), officer_arg(f)));
}

enum err_code
signature_check(const struct world *w, const json_t *act,
	const struct statement *said, const struct officer_key *key,
	enum signs need, struct err *err)
{
	struct sshkey_touch touch;
	struct sshkey by;

	if (check_statement(w, act, said, err) != ERR_OK)
		return err->code;
	if (!signature_fits(&by, &touch, act))
		return refuse(err, REFUSE_SIGNED_NOT, "signature", WITH_NONE);
	if (check_key(w->officer, key, &by, err) != ERR_OK)
		return err->code;
	if (need == SIGNS_TOUCH && !touch.touched)
		return refuse(err, REFUSE_SIGNED_TOUCH, "signature",
			WITH(arg_word(sshkey_type(by.kind))));
	return ERR_OK;
}

/* Which act an entry with a signature came from. */
static const struct {
	enum entry_kind kind;
	enum act act;
} signed_kinds[] = {
	{ ENTRY_OFFICER_PROVEN, ACT_OFFICER_PROVE },
	{ ENTRY_MESSAGE_PASSED, ACT_REVIEW },
	{ ENTRY_MESSAGE_APPROVED, ACT_APPROVE },
	{ ENTRY_MESSAGE_SUPPLEMENTED, ACT_MESSAGE_SUPPLEMENT },
	{ ENTRY_RELEASE_ARMED, ACT_RELEASE_ARM },
	{ ENTRY_RELEASE_APPOINTED, ACT_RELEASE_ARM },
	{ ENTRY_RELEASE_SET, ACT_RELEASE_SET },
	{ ENTRY_RELEASE_FIRED, ACT_RELEASE_FIRE },
};

static bool
act_of_entry(enum act *act, const struct entry *e)
{
	enum entry_kind kind;

	if (!entry_kind_parse(&kind, e->kind))
		return false;
	for (size_t n = 0; n < sizeof(signed_kinds) / sizeof(signed_kinds[0]);
		n++)
		if (signed_kinds[n].kind == kind) {
			*act = signed_kinds[n].act;
			return true;
		}
	return false;
}

/* Is an appointed time a part of it? */
static bool
tells_time(enum act act)
{
	return act == ACT_RELEASE_ARM || act == ACT_RELEASE_SET;
}

/* Does the entry say what its officer signed? */
static bool
says_the_same(const struct office *o, const struct entry *e, enum act act)
{
	const char *given = doc_str(e->body, "signed");
	char station[SSHKEY_FINGERPRINT], want[STATEMENT_MAX];
	struct statement s = { .act = act_row(act)->name,
		.officer = e->by,
		.station = station,
		.message = doc_str(e->body, "message"),
		.digest = doc_str(e->body, "digest"),
		.gate = doc_str(e->body, "gate"),
		.at = tells_time(act) ? doc_int(e->body, "at") : 0,
		.key = doc_str(e->body, "fingerprint") };

	return statement_time(&s.time, given) &&
		llabs(e->time - s.time) <= STATEMENT_MS &&
		statement_station(station, o->signing_key) &&
		statement_format(want, &s) && strcmp(want, given) == 0;
}

static bool
was_theirs(const struct office *o, const struct entry *e, enum act act,
	const struct sshkey *by)
{
	const struct officer *f = office_officer(o, e->by);
	char print[SSHKEY_FINGERPRINT];
	const struct officer_key *k;

	sshkey_fingerprint(print, by);
	k = f == NULL ? NULL : officer_key(f, print);
	return k != NULL &&
		k->state ==
		(act == ACT_OFFICER_PROVE ? OFFICER_KEY_WAITS
					  : OFFICER_KEY_PROVEN);
}

enum err_code
signature_verify(bool *brings, const struct office *o, const struct entry *e,
	struct err *err)
{
	struct sshkey_touch touch;
	struct sshkey by;
	enum act act;

	*brings = doc_get(e->body, "signature") != NULL;
	if (!*brings)
		return ERR_OK;
	if (!act_of_entry(&act, e))
		return refuse(err, REFUSE_SIGNATURE_STRAY, "", WITH_NONE);
	if (!signature_fits(&by, &touch, e->body))
		return refuse(err, REFUSE_SIGNATURE_UNFIT, "", WITH_NONE);
	if (!says_the_same(o, e, act))
		return refuse(err, REFUSE_SIGNATURE_OTHER, "", WITH_NONE);
	if (!was_theirs(o, e, act, &by))
		return refuse(
			err, REFUSE_SIGNATURE_THEIRS, "", WITH(arg_id(e->by)));
	return ERR_OK;
}

void
signature_put(json_t *body, const json_t *act)
{
	char print[SSHKEY_FINGERPRINT];
	const char *armour = doc_str(act, "signature");
	struct sshkey_touch touch = { .touched = false };
	struct sshkey by;

	/* the guard has checked it; only what a security key says of itself
	 * is read once more */
	if (!*armour ||
		!sshsig_signer(&by, armour, strlen(armour), STATEMENT_SPACE) ||
		(sshkey_is_token(&by) && !signature_fits(&by, &touch, act)))
		return;
	sshkey_fingerprint(print, &by);
	doc_put_str(body, "signed", doc_str(act, "signed"));
	doc_put_str(body, "signature", doc_str(act, "signature"));
	doc_put_str(body, "key", print);
	if (touch.touched)
		doc_put_bool(body, "touched", true);
}
