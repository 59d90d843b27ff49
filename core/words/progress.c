/*
 * The steps of long work, and the line that says how far one is.
 */
#include "crier/progress.h"

#include <assert.h>
#include <string.h>

#include "base/fixed.h"
#include "crier/refusal.h"
#include "words/words.h"

enum {
	BASIS_MS = 1000, /* before this nobody knows how fast it goes */
	SPAN = 32
};

static const struct word_row progress_steps[] = {
#define X(id, word, en, zh) [PROGRESS_##id] = { word, BOTH(en, zh) },
#include "crier/progress.def"
#undef X
};

enum err_code
progress_tell(const struct progress *p, enum progress_step step, int64_t done,
	int64_t total, struct err *err)
{
	if (p == NULL || !p->tell(p->ctx, step, done, total))
		return ERR_OK;
	return refuse(err, REFUSE_STOPPED, "", WITH_NONE);
}

const char *
progress_word(enum progress_step step)
{
	assert((unsigned)step < PROGRESS_STEPS);
	return progress_steps[step].word;
}

enum progress_step
progress_parse(const char *word)
{
	int n = words_find(progress_steps, PROGRESS_STEPS, word);

	return n >= 0 ? (enum progress_step)n : PROGRESS_STATION;
}

static void
progress_span(char out[SPAN], int64_t seconds, bool zh)
{
	long long n = seconds;

	if (n < 120)
		fixed_format(out, SPAN, zh ? "%lld 秒" : "%lld s", n);
	else if (n < 7200)
		fixed_format(out, SPAN, zh ? "%lld 分钟" : "%lld min",
			(n + 30) / 60);
	else
		fixed_format(out, SPAN,
			zh ? "%lld 小时 %lld 分" : "%lld h %lld min", n / 3600,
			n / 60 % 60);
}

/* How long the rest takes, at the speed of what is done. */
static void
progress_rest(char out[PROGRESS_LINE], int64_t done, int64_t total, int64_t ms,
	bool zh)
{
	double left = (double)ms * (double)(total - done) / (double)done;
	size_t len = strlen(out);
	char span[SPAN];

	/* rounded up: what takes a moment yet is not nothing */
	progress_span(span, (int64_t)(left / 1000) + 1, zh);
	fixed_format(out + len, PROGRESS_LINE - len,
		zh ? "，本步约剩 %s" : ", this step about %s more", span);
}

void
progress_line(char out[PROGRESS_LINE], enum progress_step step, int64_t done,
	int64_t total, int64_t ms, enum lang lang)
{
	const char *name = progress_steps[step].title.in[lang];
	bool zh = lang == LANG_ZH;
	char span[SPAN];

	if (total <= 0 || done > total) {
		progress_span(span, ms / 1000, zh);
		fixed_format(out, PROGRESS_LINE,
			zh ? "%s：已用 %s" : "%s: %s so far", name, span);
		return;
	}
	fixed_format(out, PROGRESS_LINE,
		zh ? "%s：%lld/%lld（%d%%）" : "%s: %lld of %lld (%d %%)", name,
		(long long)done, (long long)total, (int)(done * 100 / total));
	if (ms >= BASIS_MS && done > 0 && done < total)
		progress_rest(out, done, total, ms, zh);
}
