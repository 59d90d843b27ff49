/*
 * Comparing an account with its row of the manifest.
 */
#include "domain/release/account_fit.h"

#include <assert.h>
#include <string.h>

#include "base/doc.h"
#include "base/lang.h"
#include "domain/office/identity.h"
#include "domain/text/manifest.h"

static const struct {
	struct both words;
	bool gap;
} fits[] = {
	[ACCOUNT_FITS] = { BOTH("", ""), false },
	[ACCOUNT_CLOSED] = { BOTH("the account was closed after the approval",
				     "该账号在签发后已停用"),
		true },
	[ACCOUNT_SUSPENDED] = { BOTH("the account was suspended after the "
				     "approval",
					"该账号在签发后已暂停"),
		true },
	[ACCOUNT_FAILED] = { BOTH("the account has failed since it was armed",
				     "该账号待发后已不可用"),
		true },
	[ACCOUNT_NO_QUOTA] = { BOTH("the account may send nothing more in this "
				    "period: its quota is used up",
				       "该账号本周期发送额度已用完"),
		true },
	[ACCOUNT_OPTIONS] = { BOTH("the account was pointed elsewhere after "
				   "the approval",
				      "该账号的设置在签发后已变动"),
		false },
	[ACCOUNT_UNCHECKED] = { BOTH("the account's credential was changed "
				     "after the approval",
					"该账号的凭据在签发后已更换"),
		false },
	[ACCOUNT_OTHER] = { BOTH("it is another account on its platform than "
				 "was approved",
				    "平台上的账号与签发时不是同一个"),
		false },
};
_Static_assert(
	sizeof(fits) / sizeof(fits[0]) == ACCOUNT_FITS_COUNT, "a row each");

static const json_t *
account_approved(const struct message *m, const char *account)
{
	return json_object_get(
		json_object_get(m->manifest, "accounts"), account);
}

/* Where the text goes is as much approved as the text is. */
static bool
fit_options(const struct account *a, const json_t *row)
{
	char digest[HASH_HEX];

	if (*doc_str(row, "options") == '\0')
		return true; /* from before it was written down */
	manifest_digest(digest, a->options);
	return strcmp(digest, doc_str(row, "options")) == 0;
}

/*
 * Another credential is looked at before it is used. What says no id of its
 * own is where its options point; what says one now, of which the manifest
 * knows none, may be anybody.
 */
static enum account_fit
fit_identity(
	const struct account *a, const struct message *m, const json_t *row)
{
	const char *who = doc_str(row, "who");
	bool same = a->sealed_seq <= m->submitted.seq;

	if (a->identity.waits)
		return ACCOUNT_OTHER;
	if (same && *who == '\0')
		return ACCOUNT_FITS; /* the id came to be known since */
	if (!same && account_is_unchecked(a))
		return ACCOUNT_UNCHECKED;
	return strcmp(a->who, who) == 0 ? ACCOUNT_FITS : ACCOUNT_OTHER;
}

enum account_fit
account_fit(const struct office *o, const struct incident *i,
	const struct message *m, const char *account)
{
	const struct account *a = office_account(o, account);
	const json_t *row = account_approved(m, account);

	if (a == NULL || !account_is_open(a))
		return ACCOUNT_CLOSED;
	if (!a->active)
		return ACCOUNT_SUSPENDED;
	if (!fit_options(a, row))
		return ACCOUNT_OPTIONS;
	/* a drill has no credential and speaks as nobody */
	if (i->drill)
		return ACCOUNT_FITS;
	if (quota_is_denied(a, m->id))
		return ACCOUNT_NO_QUOTA;
	if (!a->ok && m->armed.time && a->checked > m->armed.time)
		return ACCOUNT_FAILED;
	return fit_identity(a, m, row);
}

const char *
account_fit_words(const struct office *o, enum account_fit fit)
{
	assert((unsigned)fit < ACCOUNT_FITS_COUNT);
	return fits[fit].words.in[lang_parse(o->lang)];
}

bool
account_fit_is_gap(enum account_fit fit)
{
	assert((unsigned)fit < ACCOUNT_FITS_COUNT);
	return fits[fit].gap;
}
