/* Letters: read, opened, made. */
#include "letter/letter.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "letter/body.h"
#include "letter/form.h"

const char *
letter_space(bool drill)
{
	return drill ? "crier-drill" : "crier-letter";
}

/* ---- reading ---- */

static bool
letter_says_mode(bool *drill, const char *sig)
{
	struct sshkey key;

	for (int i = 0; i < 2; i++)
		if (sshsig_signer(&key, sig, strlen(sig), letter_space(i))) {
			*drill = i;
			return true;
		}
	return false;
}

/* The names in keys are those of `to`, the sender's and its spare key's. */
static bool
letter_keys_fit(const json_t *keys, const json_t *head)
{
	const json_t *to = doc_get(head, "to");
	size_t n = json_array_size(to);

	if (json_object_size(keys) != n + 2 ||
		json_object_get(keys, LETTER_SPARE) == NULL ||
		json_object_get(keys, doc_str(head, "from")) == NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!json_is_string(json_object_get(
			    keys, json_string_value(json_array_get(to, i)))))
			return false;
	return true;
}

/* What of a letter is not as it must be; NULL: nothing. */
static const char *
letter_fault(struct letter *l)
{
	const json_t *keys = doc_get(l->doc, "keys");
	const char *what;

	l->head = doc_get(l->doc, "head");
	l->sig = doc_str(l->doc, "sig");
	if (!letter_head_is_sound(&what, l->head))
		return what;
	if (strlen(l->sig) >= SSHSIG_TEXT ||
		!letter_says_mode(&l->drill, l->sig))
		return "sig";
	l->whole = keys != NULL;
	if (l->whole && !letter_keys_fit(keys, l->head))
		return "keys";
	if (l->whole != json_is_string(doc_get(l->doc, "box")))
		return "box";
	if (json_object_size(l->doc) != (l->whole ? 4 : 2))
		return "letter";
	return NULL;
}

/* A letter has one text, so that nobody makes many of one. */
static bool
letter_is_canonical(const json_t *doc, const char *text, size_t len)
{
	char *again = doc_format(doc);
	bool same = strlen(again) == len && memcmp(again, text, len) == 0;

	free(again);
	return same;
}

static void
letter_borrow(struct letter *l)
{
	l->to = doc_get(l->head, "to");
	l->from = doc_str(l->head, "from");
	l->prev = doc_str(l->head, "prev");
	l->vol = doc_int(l->head, "vol");
	l->seq = doc_int(l->head, "seq");
	l->time = doc_int(l->head, "time");
	l->head_text = doc_format(l->head);
	hash_hex(l->hash, l->head_text, strlen(l->head_text));
}

enum err_code
letter_parse(struct letter *out, const char *text, size_t len, struct err *err)
{
	struct letter l = { .doc = NULL };
	const char *what = "letter";

	if (len > 0 && text[len - 1] == '\n')
		len--;
	if (len <= LETTER_TEXT &&
		doc_parse(&l.doc, text, len, NULL) == ERR_OK &&
		json_is_object(l.doc) && letter_is_canonical(l.doc, text, len))
		what = letter_fault(&l);
	if (what != NULL) {
		json_decref(l.doc);
		return refuse(
			err, REFUSE_LETTER_FORM, "", WITH(arg_word(what)));
	}
	letter_borrow(&l);
	*out = l;
	return ERR_OK;
}

void
letter_release(struct letter *l)
{
	json_decref(l->doc);
	free(l->head_text);
	memset(l, 0, sizeof(*l));
}

bool
letter_is_to(const struct letter *l, const char *id)
{
	return doc_list_has(l->to, id);
}

char *
letter_stub(const struct letter *l)
{
	json_t *doc = json_object();
	char *text, *line;

	doc_put(doc, "head", json_incref(doc_borrow(l->head)));
	doc_put_str(doc, "sig", l->sig);
	text = doc_format(doc);
	json_decref(doc);
	line = mem_printf("%s\n", text);
	free(text);
	return line;
}

bool
letter_is_signed(const struct letter *l, const struct sshkey *key)
{
	struct sshkey by;
	struct sshkey_touch touch;

	return sshsig_check(&by, &touch, l->sig, strlen(l->sig),
		       letter_space(l->drill), l->head_text,
		       strlen(l->head_text)) &&
		sshkey_same(&by, key);
}

/* ---- keys and box ---- */

/* SHA-256 of the canonical {"box": …, "keys": {…}}. */
static void
letter_box_hash(char out[HASH_HEX], const json_t *doc)
{
	json_t *both = json_object();
	char *text;

	doc_put(both, "box", json_incref(doc_get(doc, "box")));
	doc_put(both, "keys", json_incref(doc_get(doc, "keys")));
	text = doc_format(both);
	hash_hex(out, text, strlen(text));
	free(text);
	json_decref(both);
}

static bool
letter_key(unsigned char out[BOX_KEY], const struct letter *l, const char *name,
	const struct seal_key *keys, size_t count)
{
	const char *text = doc_str(doc_get(l->doc, "keys"), name);
	unsigned char sealed[BOX_SEALED];
	size_t len = 0;

	if (!base64_parse(sealed, sizeof(sealed), &len, text) ||
		len != sizeof(sealed))
		return false;
	for (size_t i = 0; i < count; i++)
		if (box_key_open(out, sealed, &keys[i]))
			return true;
	return false;
}

static bool
letter_unbox(char **body, size_t *len, const struct letter *l,
	const unsigned char key[BOX_KEY])
{
	const char *text = doc_str(l->doc, "box");
	size_t room = strlen(text) / 4 * 3 + 3, n = 0;
	unsigned char *raw = mem_new(room);
	bool ok = base64_parse(raw, room, &n, text) &&
		box_open(body, len, key, raw, n);

	free(raw);
	return ok;
}

static bool
letter_holds(const struct letter *l, const char *field, const char *hash)
{
	return strcmp(doc_str(l->head, field), hash) == 0;
}

bool
letter_is_intact(const struct letter *l)
{
	char hash[HASH_HEX];

	if (!l->whole)
		return false;
	letter_box_hash(hash, l->doc);
	return letter_holds(l, "box", hash);
}

enum err_code
letter_open(char **body, size_t *len, const struct letter *l, const char *name,
	const struct seal_key *keys, size_t count, struct err *err)
{
	unsigned char key[BOX_KEY];
	char hash[HASH_HEX], *text = NULL;

	if (!letter_key(key, l, name, keys, count))
		return refuse(
			err, REFUSE_LETTER_CLOSED, "", WITH(arg_id(l->from)));
	if (letter_unbox(&text, len, l, key))
		hash_hex(hash, text, *len);
	sodium_memzero(key, sizeof(key));
	if (text != NULL && letter_holds(l, "body", hash)) {
		*body = text;
		return ERR_OK;
	}
	free(text);
	return refuse(err, REFUSE_LETTER_DIGEST, "", WITH(arg_id(l->from)));
}
