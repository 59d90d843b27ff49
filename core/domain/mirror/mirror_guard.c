/*
 * The guard "mirrored": where a tier asks for it, nothing goes out before a
 * mirror has all that was decided about it. What nobody has seen there is not
 * there, however likely it is.
 */
#include "domain/guards.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "crier/refusal.h"
#include "domain/message/message.h"
#include "domain/mirror/mirror_asked.h"

enum { WORDS = 200 };

static bool
mirror_is_asked(const struct world *w)
{
	const struct tier *tier = w->library
		? rules_tier_named(&w->library->rules, w->message->tier)
		: NULL;

	return tier != NULL && tier->mirror;
}

/* Up to the last entry about it: approval, arming, what was prepared. */
static bool
mirror_has(const struct mirror_lies *lies, const struct message *m)
{
	return lies->seq >= m->updated;
}

static bool
is_mirrored(const struct world *w)
{
	for (size_t n = 0; n < w->mirror_count; n++)
		if (mirror_has(&w->mirrors[n], w->message))
			return true;
	return false;
}

bool
mirror_lacks(const struct world *w)
{
	return mirror_is_asked(w) && !is_mirrored(w);
}

/* One mirror's, as far as there is room: when it was last seen, and how far. */
static void
mirror_say(char out[WORDS], const struct mirror_lies *lies, int zone,
	enum lang lang)
{
	bool zh = lang == LANG_ZH;
	const char *apart = *out == '\0' ? "" : zh ? "；" : "; ";
	char at[INSTANT_TEXT], words[WORDS];

	instant_format_s(at, lies->reached, zone);
	if (lies->seq > 0)
		fixed_cut_format(words, sizeof(words),
			zh ? "%s%s（最近确认 %s，第 %lld 条）"
			   : "%s%s (last seen at %s, entry %lld)",
			apart, lies->id, at, (long long)lies->seq);
	else
		fixed_cut_format(words, sizeof(words),
			zh ? "%s%s（尚未确认）" : "%s%s (not seen yet)", apart,
			lies->id);
	if (strlen(out) + strlen(words) < WORDS)
		(void)fixed_cut_add(out, WORDS, words, strlen(words));
}

static struct arg
mirrors_arg(const struct world *w)
{
	char words[LANG_COUNT][WORDS] = { "", "" };

	if (w->mirror_count == 0)
		return ARG_BOTH("no mirror is in force", "未启用镜像");
	for (int lang = 0; lang < LANG_COUNT; lang++)
		for (size_t n = 0; n < w->mirror_count; n++)
			mirror_say(words[lang], &w->mirrors[n], w->office->zone,
				(enum lang)lang);
	return arg_both(
		&(const struct both)BOTH(words[LANG_EN], words[LANG_ZH]));
}

enum err_code
guard_mirrored(
	const struct world *w, enum act act, const json_t *doc, struct err *err)
{
	(void)act;
	if (!mirror_lacks(w) || *doc_str(doc, "unmirrored"))
		return ERR_OK;
	return refuse(err, REFUSE_UNMIRRORED, w->message->id,
		WITH(arg_id(w->message->id), arg_count(w->message->updated),
			mirrors_arg(w)));
}

void
mirror_asked_put(json_t *doc, const struct world *w)
{
	const struct message *m = w->message;
	json_t *asked, *list, *row;

	bool why = m->unmirrored != NULL && *m->unmirrored;

	if (m->state >= MESSAGE_FIRED && why)
		doc_put_str(doc, "unmirrored", m->unmirrored);
	if (m->state >= MESSAGE_FIRED || !mirror_is_asked(w))
		return;
	asked = json_object();
	list = json_array();
	for (size_t n = 0; n < w->mirror_count; n++) {
		row = json_object();
		doc_put_str(row, "mirror", w->mirrors[n].id);
		doc_put_int(row, "seq", w->mirrors[n].seq);
		if (w->mirrors[n].reached)
			doc_put_int(row, "reached", w->mirrors[n].reached);
		doc_put_bool(row, "has", mirror_has(&w->mirrors[n], m));
		json_array_append_new(list, row);
	}
	doc_put_int(asked, "seq", m->updated);
	doc_put_bool(asked, "has", is_mirrored(w));
	doc_put(asked, "mirrors", list);
	if (why)
		doc_put_str(asked, "unless", m->unmirrored);
	doc_put(doc, "mirrored", asked);
}
