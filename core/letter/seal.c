/* Making letters: the body's text, the box, the keys, the head, the signature. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "letter/body.h"
#include "letter/letter.h"

/* The body with its salt, judged as its readers will. */
static enum err_code
seal_body(char **out, const json_t *said, const struct letter_chance *chance,
	struct err *err)
{
	json_t *body = json_copy(doc_borrow(said)), *again = NULL;
	char salt[LETTER_SALT], *text;
	enum letter_kind kind;
	enum err_code rc;

	/* what was said before is said again to the byte */
	hash_to_hex(salt, chance->salt, sizeof(chance->salt));
	if (*doc_str(body, "salt") == '\0')
		doc_put_str(body, "salt", salt);
	text = doc_format(body);
	json_decref(body);
	rc = body_parse(&again, &kind, text, strlen(text), err);
	json_decref(again);
	if (rc == ERR_OK)
		*out = text;
	else
		free(text);
	return rc;
}

static int
addressee_order(const json_t *a, const json_t *b)
{
	return strcmp(json_string_value(a), json_string_value(b));
}

static json_t *
seal_to(const struct letter_draft *d)
{
	json_t *to = json_array();

	for (size_t i = 0; i < d->to_count; i++)
		json_array_append_new(to, json_string(d->to[i].id));
	doc_sort(to, addressee_order);
	return to;
}

static bool
seal_one(json_t *keys, const struct letter_chance *chance, const char *name,
	const unsigned char *pub, size_t n)
{
	unsigned char sealed[BOX_SEALED];
	char text[BASE64_ROOM(BOX_SEALED)];

	if (!box_key_seal(sealed, chance, pub, n))
		return false;
	base64_format(text, sizeof(text), sealed, sizeof(sealed));
	doc_put_str(keys, name, text);
	return true;
}

static enum err_code
seal_keys(json_t *keys, const struct letter_draft *d,
	const struct letter_chance *chance, struct err *err)
{
	const struct letter_addressee own[] = { { d->from, d->own_seal },
		{ LETTER_SPARE, d->spare_seal } };

	for (size_t i = 0; i < d->to_count + 2; i++) {
		const struct letter_addressee *a =
			i < d->to_count ? &d->to[i] : &own[i - d->to_count];

		if (!seal_one(keys, chance, a->id, a->seal, i))
			return refuse(err, REFUSE_LETTER_TO, "",
				WITH(arg_text(a->id)));
	}
	return ERR_OK;
}

static json_t *
seal_head(const struct letter_draft *d, const char *body, json_t *boxed)
{
	json_t *head = json_object(), *ledger = json_array();
	char hash[HASH_HEX], *text = doc_format(boxed);

	doc_put_int(head, "v", 1);
	doc_put_str(head, "from", d->from);
	doc_put_int(head, "vol", d->vol);
	doc_put_int(head, "seq", d->seq);
	doc_put_str(head, "prev", d->prev);
	doc_put(head, "to", seal_to(d));
	doc_put_int(head, "time", d->time);
	hash_hex(hash, body, strlen(body));
	doc_put_str(head, "body", hash);
	hash_hex(hash, text, strlen(text));
	doc_put_str(head, "box", hash);
	json_array_append_new(ledger, json_integer(d->ledger_seq));
	json_array_append_new(ledger, json_string(d->ledger_hash));
	doc_put(head, "ledger", ledger);
	if (json_object_size(d->seen) > 0)
		doc_put(head, "seen", json_incref(doc_borrow(d->seen)));
	free(text);
	return head;
}

static void
seal_put_box(
	json_t *whole, const char *body, const struct letter_chance *chance)
{
	struct buf raw;
	size_t room;
	char *text;

	buf_init(&raw, BOX_MAX);
	box_close(&raw, chance, body, strlen(body));
	room = BASE64_ROOM(raw.len);
	text = mem_new(room);
	base64_format(text, room, raw.data, raw.len);
	doc_put_str(whole, "box", text);
	buf_release(&raw);
	free(text);
}

/* Head and signature into the document that has keys and box. */
static enum err_code
seal_sign(json_t *whole, char hash[HASH_HEX], const struct letter_draft *d,
	const char *body, struct err *err)
{
	json_t *head = seal_head(d, body, whole);
	char sig[SSHSIG_TEXT], *text = doc_format(head);
	const char *what;
	enum err_code rc = ERR_OK;

	if (letter_head_is_sound(&what, head)) {
		sshsig_sign(sig, d->key, letter_space(d->drill), text,
			strlen(text));
		hash_hex(hash, text, strlen(text));
		doc_put(whole, "head", json_incref(head));
		doc_put_str(whole, "sig", sig);
	} else if (strcmp(what, "to") == 0) {
		rc = refuse(err, REFUSE_LETTER_TO, "",
			WITH(arg_text(d->to_count ? d->to[0].id : "-")));
	} else {
		rc = refuse(err, REFUSE_LETTER_FORM, "", WITH(arg_word(what)));
	}
	json_decref(head);
	free(text);
	return rc;
}

enum err_code
letter_seal(struct letter_sealed *out, const struct letter_draft *draft,
	const struct letter_chance *chance, struct err *err)
{
	struct letter_sealed made = { .text = NULL };
	json_t *whole = json_object(), *keys = json_object();
	enum err_code rc = seal_body(&made.body, draft->body, chance, err);
	char *text;

	doc_put(whole, "keys", keys);
	if (rc == ERR_OK)
		rc = seal_keys(keys, draft, chance, err);
	if (rc == ERR_OK) {
		seal_put_box(whole, made.body, chance);
		rc = seal_sign(whole, made.hash, draft, made.body, err);
	}
	if (rc == ERR_OK) {
		text = doc_format(whole);
		made.text = mem_printf("%s\n", text);
		free(text);
		*out = made;
	} else {
		free(made.body);
	}
	json_decref(whole);
	return rc;
}

void
letter_sealed_release(struct letter_sealed *s)
{
	free(s->text);
	free(s->body);
	memset(s, 0, sizeof(*s));
}
