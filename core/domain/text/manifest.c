/*
 * Building manifests and digests.
 */
#include "domain/text/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "domain/message/message_amend.h"

void
manifest_digest(char out[HASH_HEX], const json_t *doc)
{
	char *text = doc_format(doc);

	hash_hex(out, text, strlen(text));
	free(text);
}

static json_t *
manifest_account(const struct composed_variant *v, const char *digest,
	const struct world *w)
{
	json_t *row = json_object();
	char options[HASH_HEX];

	manifest_digest(options, v->account->options);
	doc_put_str(row, "variant", digest);
	doc_put_str(row, "options", options);
	doc_put_str(row, "kind", v->account->kind);
	doc_put_str(row, "platform", v->account->platform);
	/* a drill speaks as nobody */
	if (!w->incident->drill && v->account->who[0])
		doc_put_str(row, "who", v->account->who);
	doc_put(row, "attachments", json_array());
	if (v->account->lead)
		doc_put_bool(row, "lead", true);
	if (v->target != NULL) {
		doc_put_str(row, "act", amend_row(v->act)->word);
		doc_put_str(row, "target", v->target);
		doc_put_str(row, "target_url", v->target_url);
	}
	return row;
}

/* What another unit approved holds no longer than it said. */
static int64_t
manifest_until(const struct world *w, const struct facts *facts)
{
	int64_t most = w->now + MANIFEST_WINDOW_MS;

	return facts->until != 0 && facts->until < most ? facts->until : most;
}

static json_t *
manifest_header(const struct composition *c, const struct world *w,
	const struct facts *facts)
{
	json_t *m = json_object(), *part;

	doc_put_int(m, "format", MANIFEST_FORMAT);
	doc_put_str(m, "message", w->message->id);
	doc_put_int(m, "revision", w->message->revision);
	doc_put_str(m, "mode", w->incident->drill ? "drill" : "actual");
	doc_put_str(m, "kind", message_kind_row(facts->kind)->word);
	doc_put_str(m, "lang", lang_word(facts->lang));
	doc_put_str(m, "corrects", facts->corrects);
	if (facts->answers)
		doc_put(m, "answers", json_deep_copy(facts->answers));
	doc_put_str(m, "rules", w->library->rules.digest);
	doc_put(m, "attachments", json_array());
	part = json_object();
	doc_put_int(part, "from", w->now);
	doc_put_int(part, "until", manifest_until(w, facts));
	doc_put(m, "window", part);
	part = json_object();
	doc_put_str(part, "id", w->incident->playbook);
	doc_put_str(part, "commit", w->incident->commit);
	doc_put(m, "playbook", part);
	part = json_object();
	doc_put_str(part, "title", c->rendered.title);
	doc_put_str(part, "text", c->text);
	doc_put(m, "master", part);
	return m;
}

void
manifest_build(json_t **manifest, json_t **variants, char digest[HASH_HEX],
	const struct composition *c, const struct world *w,
	const struct facts *facts)
{
	json_t *m = manifest_header(c, w, facts), *accounts = json_object();
	json_t *texts = json_object();
	char each[HASH_HEX];

	for (size_t n = 0; n < c->count; n++) {
		const struct composed_variant *v = &c->variants[n];
		json_t *doc = compose_variant_doc(c, v, facts);

		manifest_digest(each, doc);
		doc_put(texts, each, doc);
		doc_put(accounts, v->account->id, manifest_account(v, each, w));
		if (!w->incident->drill && v->account->who[0])
			doc_put_int(m, "format", MANIFEST_WHO);
	}
	doc_put(m, "accounts", accounts);
	manifest_digest(digest, m);
	*manifest = m;
	*variants = texts;
}
