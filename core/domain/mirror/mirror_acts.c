/*
 * Judging where the record may be copied to: by an administrator and a second
 * person, and only to where it may lie.
 */
#include "domain/judge.h"

#include <string.h>

#include "base/doc.h"
#include "base/host.h"
#include "crier/refusal.h"
#include "domain/office/office_second.h"

enum { PIN = 50 }; /* "SHA256:" and 43 signs of base64 */

static struct arg
mirror_arg(const char *id)
{
	return arg_named(id, &(const struct both)BOTH(id, id));
}

static enum err_code
mirror_none(struct err *err, const struct office *o, const char *id)
{
	struct arg known = arg_words("");

	for (size_t n = 0; n < o->mirror_count; n++)
		(void)arg_words_add(&known, o->mirrors[n].id);
	return refuse_none_of(err, "mirror", NOUN_MIRROR, id, &known);
}

/* ---- where to ---- */

/* ssh://[user@]host[:port]/path, without a password. */
static bool
is_ssh(const char *address)
{
	const char *host = address + strlen("ssh://"), *path, *at;

	if (strncmp(address, "ssh://", strlen("ssh://")) != 0)
		return false;
	path = strchr(host, '/');
	if (path == NULL || path == host || path[1] == '\0')
		return false;
	at = memchr(host, '@', (size_t)(path - host));
	return at == NULL ||
		(at > host && at + 1 < path &&
			memchr(host, ':', (size_t)(at - host)) == NULL);
}

/* Of fingerprints with commas between them. */
static bool
is_pins(const char *pins)
{
	static const char base64[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/";

	for (;;) {
		if (strncmp(pins, "SHA256:", 7) != 0 ||
			strspn(pins + 7, base64) != PIN - 7)
			return false;
		pins += PIN;
		if (*pins == '\0')
			return true;
		if (*pins++ != ',')
			return false;
	}
}

/* What follows # in an exchange's address is its host's key. */
static bool
is_address_of(const char *exchange, const char *address)
{
	size_t len = strcspn(exchange, "#");

	return len > 0 && strlen(address) == len &&
		strncmp(exchange, address, len) == 0;
}

static bool
is_exchange(const struct office *o, const char *address)
{
	bool is = is_address_of(o->card.exchange, address);

	for (size_t n = 0; n < o->partner_count; n++)
		is = is || is_address_of(o->partners[n].exchange, address);
	return is;
}

static enum err_code
check_address(const struct world *w, const json_t *act, struct err *err)
{
	const char *address = doc_str(act, "address");
	const char *pins = doc_str(act, "key");
	bool folder = address[0] == '/' && address[1] != '\0';

	if (!folder && !is_ssh(address))
		return refuse(err, REFUSE_MIRROR_ADDRESS, "address",
			WITH(arg_url(address)));
	if (is_exchange(w->office, address))
		return refuse(
			err, REFUSE_MIRROR_EXCHANGE, "address", WITH_NONE);
	/* a demo reaches this machine alone */
	if (w->office->demo && !folder && !host_of_url_is_local(address))
		return refuse(err, REFUSE_MIRROR_DEMO, "address", WITH_NONE);
	if (folder ? *pins != '\0' : !is_pins(pins))
		return refuse(
			err, REFUSE_MIRROR_KEY, "key", WITH(arg_url(address)));
	return ERR_OK;
}

/* Two names of one place would count one copy twice. */
static enum err_code
check_mirror_new(const struct world *w, const json_t *act, struct err *err)
{
	const struct office *o = w->office;
	const char *id = doc_str(act, "mirror");

	for (size_t n = 0; n < o->mirror_count; n++)
		if (strcmp(o->mirrors[n].address, doc_str(act, "address")) ==
				0 &&
			strcmp(o->mirrors[n].id, id) != 0)
			return refuse(err, REFUSE_EXISTS, "address",
				WITH(arg_noun(NOUN_MIRROR),
					arg_text(o->mirrors[n].id)));
	if (office_mirror(o, id) == NULL && o->mirror_count == MIRRORS_MAX)
		return refuse(err, REFUSE_FIELD, "mirror",
			WITH(arg_field("mirror"),
				ARG_BOTH("is one too many", "数量过多")));
	return ERR_OK;
}

enum err_code
judge_mirror_add(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "mirror", "address", "key", NULL };

	if (check_address(w, act, err) != ERR_OK ||
		check_mirror_new(w, act, err) != ERR_OK)
		return err->code;
	judged_add(out, "mirror.proposed", body_copied(act, names));
	return ERR_OK;
}

/* ---- the second person ---- */

static enum err_code
judge_mirror_decline(struct judged *out, const struct mirror *m)
{
	json_t *body = json_object();

	doc_put_str(body, "mirror", m->id);
	second_put(body, &m->next);
	judged_add(out, "mirror.declined", body);
	return ERR_OK;
}

enum err_code
judge_mirror_confirm(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "mirror", "address", "key", NULL };
	const char *id = doc_str(act, "mirror");
	const struct mirror *m = office_mirror(w->office, id);
	json_t *body;

	if (m == NULL)
		return mirror_none(err, w->office, id);
	if (!m->next.waits)
		return refuse(err, REFUSE_NOT_FOUND, "mirror",
			WITH(arg_noun(NOUN_PROPOSAL), arg_text(id)));
	if (office_check_second(w, &m->next, mirror_arg(m->id), act, err) !=
		ERR_OK)
		return err->code;
	if (doc_bool(act, "decline"))
		return judge_mirror_decline(out, m);
	/* since then it may have become a partner's exchange */
	if (office_check_proposer(w, &m->next, ACT_MIRROR_ADD, id, err) !=
			ERR_OK ||
		check_address(w, m->next.what, err) != ERR_OK)
		return err->code;
	body = body_copied(m->next.what, names);
	second_put(body, &m->next);
	if (!office_asks_second(w->office, m->next.by, "") &&
		!w->office->single)
		doc_put_bool(body, "alone", true);
	judged_add(out, "mirror.set", body);
	return ERR_OK;
}

enum err_code
judge_mirror_stop(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	static const char *const names[] = { "mirror", "reason", NULL };
	const char *id = doc_str(act, "mirror");

	if (office_mirror(w->office, id) == NULL)
		return mirror_none(err, w->office, id);
	judged_add(out, "mirror.stopped", body_copied(act, names));
	return ERR_OK;
}
