/* Cards: made, read, judged. */
#include "letter/card.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "letter/card_compact.h"
#include "letter/card_field.h"

static const char space[] = "crier-card";

/* ---- content ---- */

json_t *
card_doc(const struct card *card)
{
	json_t *doc = json_object();

	doc_put_int(doc, "v", 1);
	for (size_t i = 0; i < CARD_FIELDS; i++) {
		json_t *value = card_field_doc(card, &card_fields[i]);

		if (value != NULL)
			doc_put(doc, card_fields[i].name, value);
	}
	return doc;
}

static enum err_code
card_refuse(struct err *err, const struct card_field *f)
{
	return refuse(err, REFUSE_FIELD, "card",
		WITH(arg_field(f->name), arg_both(card_form_said(f->form))));
}

enum err_code
card_read(struct card *out, const json_t *doc, struct err *err)
{
	struct card card = { .made = 0 };
	size_t known = 1; /* v */

	if (!json_is_object(doc))
		return refuse(err, REFUSE_CARD_NONE, "", WITH_NONE);
	if (doc_int(doc, "v") != 1)
		return refuse(err, REFUSE_CARD_VERSION, "",
			WITH(arg_count(doc_int(doc, "v"))));
	for (size_t i = 0; i < CARD_FIELDS; i++) {
		const struct card_field *f = &card_fields[i];
		const json_t *value = json_object_get(doc, f->name);

		if (value == NULL && !f->need)
			continue;
		known++;
		if (value == NULL || !card_field_read(&card, f, value))
			return card_refuse(err, f);
	}
	if (known != json_object_size(doc))
		return refuse(err, REFUSE_CARD_MORE, "", WITH_NONE);
	*out = card;
	return ERR_OK;
}

/* ---- writing ---- */

static bool
card_names(const struct card *card, const struct sshsig_key *key)
{
	return card->key.len > 0 &&
		memcmp(card_key_raw(&card->key), key->pub, 32) == 0;
}

/*
 * The content as it will be read, or the refusal that its reader would get:
 * nobody should print a card that nobody takes.
 */
static enum err_code
card_text(char **out, const struct card *card, const struct sshsig_key *key,
	struct err *err)
{
	json_t *doc = card_doc(card);
	struct card again;
	enum err_code rc = card_read(&again, doc, err);

	if (rc == ERR_OK && !card_names(card, key))
		rc = refuse(err, REFUSE_CARD_SIGNATURE, "", WITH_NONE);
	if (rc == ERR_OK)
		*out = doc_format(doc);
	json_decref(doc);
	return rc;
}

static void
card_put_spare(json_t *whole, const char *text, const struct sshsig_key *spare)
{
	char line[SSHSIG_LINE], sig[SSHSIG_TEXT];

	sshsig_key_format(line, spare, "");
	sshsig_sign(sig, spare, space, text, strlen(text));
	doc_put_str(whole, "spare", line);
	doc_put_str(whole, "spare_sig", sig);
}

enum err_code
card_make(char **out, const struct card *card, const struct sshsig_key *key,
	const struct sshsig_key *spare, struct err *err)
{
	json_t *whole;
	char sig[SSHSIG_TEXT], *text = NULL;
	enum err_code rc = card_text(&text, card, key, err);

	if (rc != ERR_OK)
		return rc;
	whole = json_object();
	doc_put(whole, "card", card_doc(card));
	sshsig_sign(sig, key, space, text, strlen(text));
	doc_put_str(whole, "sig", sig);
	if (spare != NULL)
		card_put_spare(whole, text, spare);
	free(text);
	text = doc_format(whole);
	json_decref(whole);
	*out = mem_printf("%s\n", text);
	free(text);
	return ERR_OK;
}

enum err_code
card_make_compact(char out[CARD_COMPACT], const struct card *card,
	const struct sshsig_key *key, struct err *err)
{
	char *text = NULL;
	enum err_code rc = card_text(&text, card, key, err);

	if (rc != ERR_OK)
		return rc;
	card_compact_format(out, card, key, space, text);
	free(text);
	return ERR_OK;
}

/* ---- reading ---- */

static bool
card_signed_by(const struct sshkey *key, const char *sig, const char *text)
{
	struct sshkey by;
	struct sshkey_touch touch;

	return sshsig_check(&by, &touch, sig, strlen(sig), space, text,
		       strlen(text)) &&
		sshkey_same(&by, key);
}

/* Takes the spare key's signature, if there is one; false if it does not fit. */
static bool
card_take_spare(struct card *card, const json_t *whole, const char *text)
{
	const char *line = doc_str(whole, "spare");
	const char *sig = doc_str(whole, "spare_sig");
	struct sshkey key;

	if (*line == '\0' && *sig == '\0')
		return true;
	if (sshkey_parse(&key, line) != SSHKEY_FINE ||
		!card_signed_by(&key, sig, text))
		return false;
	sshkey_fingerprint(card->by, &key);
	return true;
}

static bool
card_has_only_known(const json_t *whole)
{
	static const char *const keys[] = { "card", "sig", "spare",
		"spare_sig" };
	size_t known = 0;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		known += json_object_get(whole, keys[i]) != NULL;
	return known == json_object_size(whole);
}

static enum err_code
card_read_whole(struct card *out, const json_t *whole, struct err *err)
{
	const json_t *doc = doc_get(whole, "card");
	struct card card;
	enum err_code rc;
	char *text;

	if (!json_is_object(doc))
		return refuse(err, REFUSE_CARD_NONE, "", WITH_NONE);
	rc = card_read(&card, doc, err);
	if (rc != ERR_OK)
		return rc;
	if (!card_has_only_known(whole))
		return refuse(err, REFUSE_CARD_MORE, "", WITH_NONE);
	text = doc_format(doc);
	if (card_signed_by(&card.key, doc_str(whole, "sig"), text) &&
		card_take_spare(&card, whole, text))
		*out = card;
	else
		rc = refuse(err, REFUSE_CARD_SIGNATURE, "", WITH_NONE);
	free(text);
	return rc;
}

static enum err_code
card_read_compact(
	struct card *out, const char *text, size_t len, struct err *err)
{
	struct card card = { .made = 0 }, again;
	unsigned char sig[CARD_SIG];
	enum err_code rc;
	json_t *doc;
	char *content;

	if (!card_compact_parse(&card, sig, text, len))
		return refuse(err, REFUSE_CARD_NONE, "", WITH_NONE);
	doc = card_doc(&card);
	rc = card_read(&again, doc, err);
	content = doc_format(doc);
	json_decref(doc);
	if (rc == ERR_OK &&
		!card_compact_check(&again.key, sig, space, content))
		rc = refuse(err, REFUSE_CARD_SIGNATURE, "", WITH_NONE);
	free(content);
	if (rc == ERR_OK)
		*out = again;
	return rc;
}

enum err_code
card_parse(struct card *out, const char *text, size_t len, struct err *err)
{
	json_t *whole = NULL;
	enum err_code rc;

	while (len > 0 && strchr(" \t\r\n", *text) != NULL && *text) {
		text++;
		len--;
	}
	if (len > CARD_TEXT)
		return refuse(err, REFUSE_CARD_NONE, "", WITH_NONE);
	if (card_compact_is(text, len))
		return card_read_compact(out, text, len, err);
	if (doc_parse(&whole, text, len, NULL) != ERR_OK ||
		doc_check(whole, NULL) != ERR_OK)
		rc = refuse(err, REFUSE_CARD_NONE, "", WITH_NONE);
	else
		rc = card_read_whole(out, whole, err);
	json_decref(whole);
	return rc;
}

/* ---- judging ---- */

enum err_code
card_admit(const struct card *card, const char *own_id, bool own_demo,
	struct err *err)
{
	if (strcmp(card->id, own_id) == 0)
		return refuse(err, REFUSE_CARD_OWN, "", WITH(arg_id(own_id)));
	if (card->demo && !own_demo)
		return refuse(err, REFUSE_CARD_DEMO, "",
			WITH(arg_id(card->id), arg_text(card->unit)));
	return ERR_OK;
}
