/* Is a letter that the ledger keeps what its sender has signed? */
#include "station/letter_proof.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/hash.h"
#include "letter/letter.h"

const char *
letter_proof_word(enum letter_proof proof)
{
	static const char *const words[LETTER_PROOFS] = {
		[PROOF_SOUND] = "sound",
		[PROOF_HEAD] = "head",
		[PROOF_MASKED] = "masked",
		[PROOF_UNSIGNED] = "unsigned",
		[PROOF_ALTERED] = "altered",
	};

	assert((unsigned)proof < LETTER_PROOFS);
	return words[proof];
}

/* As it lies on an exchange for who is not addressed. */
static enum err_code
proof_parse(struct letter *out, const json_t *body)
{
	json_t *doc = json_object();
	char *text;
	enum err_code rc;

	doc_put(doc, "head", json_loads(doc_str(body, "head"), 0, NULL));
	doc_put_str(doc, "sig", doc_str(body, "sig"));
	text = doc_format(doc);
	rc = letter_parse(out, text, strlen(text), NULL);
	free(text);
	json_decref(doc);
	return rc;
}

static bool
proof_is_signed(const struct letter *l, const json_t *keys)
{
	struct sshkey key;
	json_t *line;
	size_t n;

	json_array_foreach(keys, n, line)
	{
		if (sshkey_read(&key, json_string_value(line)) == SSHKEY_FINE &&
			letter_is_signed(l, &key))
			return true;
	}
	return false;
}

/* Of a letter whose head is its sender's: the text? */
static enum letter_proof
proof_text(const struct letter *l, const json_t *body)
{
	const char *text = doc_str(body, "text");
	char hash[HASH_HEX];

	if (*text == '\0')
		return PROOF_HEAD;
	hash_hex(hash, text, strlen(text));
	if (strcmp(hash, doc_str(l->head, "body")) == 0)
		return PROOF_SOUND;
	/* a halt is obeyed, and what leaks in it is in no ledger */
	return doc_bool(body, "masked") ? PROOF_MASKED : PROOF_ALTERED;
}

enum letter_proof
letter_prove(const json_t *body, const char *from, const json_t *keys)
{
	enum letter_proof proof = PROOF_ALTERED;
	struct letter l;

	if (proof_parse(&l, body) != ERR_OK)
		return proof;
	if (strcmp(l.hash, doc_str(body, "letter")) == 0 &&
		strcmp(l.from, from) == 0 && l.drill == doc_bool(body, "drill"))
		proof = proof_is_signed(&l, keys) ? proof_text(&l, body)
						  : PROOF_UNSIGNED;
	letter_release(&l);
	return proof;
}
