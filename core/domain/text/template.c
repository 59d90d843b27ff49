/*
 * Rendering. Values do not go through the Markdown reader: the text carries
 * one private character for each value, and the value takes its place when
 * the text is plain, so that nothing an officer types can be markup.
 */
#include "domain/text/template.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/figure/figure.h"
#include "domain/text/markdown.h"
#include "domain/text/sink.h"
#include "domain/text/template_parse.h"

/* TEXT_MAX: of a whole text, which no person would read to its end. */
enum { MARK_FIRST = 0xE000, TEXT_MAX = 256 << 10 };

static const struct both level_texts[LEVEL_COUNT] = {
	[LEVEL_NONE] = BOTH("", ""),
	[LEVEL_I] = BOTH("Level I (most serious)", "Ⅰ级（特别重大）"),
	[LEVEL_II] = BOTH("Level II (very serious)", "Ⅱ级（重大）"),
	[LEVEL_III] = BOTH("Level III (serious)", "Ⅲ级（较大）"),
	[LEVEL_IV] = BOTH("Level IV (less serious)", "Ⅳ级（一般）"),
};

struct rendering {
	const struct playbook *playbook;
	const struct template_values *v;
	enum lang lang;
	struct rendered *out;
	char *marks[TEMPLATE_VALUES]; /* values of the paragraph at hand */
	size_t mark_count;
	bool *lost; /* something did not fit: the text is refused */
};

void
rendered_init(struct rendered *r)
{
	memset(r, 0, sizeof(*r));
}

void
rendered_release(struct rendered *r)
{
	for (size_t i = 0; i < r->count; i++)
		free(r->paragraphs[i].text);
	for (size_t i = 0; i < r->fact_count; i++) {
		free(r->facts[i].id);
		free(r->facts[i].text);
	}
	free(r->paragraphs);
	free(r->facts);
	free(r->missing);
	free(r->title);
	free(r->short_title);
	free(r->banner);
	free(r->lead);
	free(r->foot);
	rendered_init(r);
}

static char *
moment_zh(const struct calendar *c, bool year)
{
	char head[24] = "", minutes[24] = "";

	if (year)
		fixed_format(head, sizeof(head), "%d年", c->year);
	if (c->minute)
		fixed_format(minutes, sizeof(minutes), "%02d分", c->minute);
	return mem_printf(
		"%s%d月%d日%d时%s", head, c->month, c->day, c->hour, minutes);
}

static char *
moment_en(const struct calendar *c, bool year)
{
	char tail[24] = "";

	if (year)
		fixed_format(tail, sizeof(tail), " %d", c->year);
	return mem_printf("%02d:%02d on %d %s%s", c->hour, c->minute, c->day,
		calendar_months[c->month - 1], tail);
}

/* The year is said when it is not the year of the release. */
static char *
moment(const struct rendering *g, int64_t ms, bool always_year)
{
	struct calendar c, now;
	bool year;

	instant_split(&c, ms, g->v->zone);
	instant_split(&now, g->v->issued, g->v->zone);
	year = always_year || !g->v->issued || now.year != c.year;
	return g->lang == LANG_ZH ? moment_zh(&c, year) : moment_en(&c, year);
}

static bool
is_stop(uint32_t cp)
{
	static const uint32_t stops[] = { '.', ',', ';', 0x3002, 0xFF0C, 0xFF1B,
		0x3001, 0xFF0E };

	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++)
		if (stops[i] == cp)
			return true;
	return false;
}

/* People end a value with a full stop; the template brings its own. */
static void
trim_stop(char *text)
{
	size_t len = strlen(text), last = len;
	uint32_t cp = 0;

	if (!len)
		return;
	do
		last--;
	while (last && ((unsigned char)text[last] & 0xC0) == 0x80);
	text_decode(&cp, text + last, len - last);
	if (last && is_stop(cp))
		text[last] = '\0';
}

/* The text, or "" in one that is refused. */
static char *
take_text(const struct rendering *g, struct sink *s)
{
	char *text = sink_take(s);

	if (text != NULL)
		return text;
	*g->lost = true;
	return mem_strdup("");
}

/* Several lines become one sentence: "…；…" without the lines' own stops. */
static char *
join_lines(const struct rendering *g, const char *text)
{
	struct sink all;

	sink_init(&all, TEXT_MAX);
	while (*text) {
		size_t n = strcspn(text, "\n");
		char *line = mem_strndup(text, n);

		trim_stop(line);
		if (*line && all.buf.len)
			sink_puts(&all, g->lang == LANG_ZH ? "；" : "; ");
		sink_puts(&all, line);
		free(line);
		text += n + (text[n] == '\n');
	}
	return take_text(g, &all);
}

/* Without blanks around it; NULL if nothing is left. */
static char *
trimmed(const char *text)
{
	size_t from = strspn(text, " \n\t"), to = strlen(text);

	while (to > from && strchr(" \n\t", text[to - 1]))
		to--;
	return to > from ? mem_strndup(text + from, to - from) : NULL;
}

static char *
slot_value(const struct rendering *g, const struct slot *slot)
{
	const char *text = doc_str(g->v->slots, slot->id);
	int64_t ms = 0;
	char *value, *joined;

	if (!*text)
		return NULL;
	if (slot->type == SLOT_TIME && instant_parse(&ms, text, g->v->zone))
		return moment(g, ms, false);
	for (size_t i = 0; i < slot->choice_count; i++)
		if (strcmp(slot->choices[i].word, text) == 0)
			return mem_strdup(slot->choices[i].text.in[g->lang]);
	value = trimmed(text);
	if (!value || slot->type != SLOT_LINES)
		return value;
	joined = join_lines(g, value);
	free(value);
	return joined;
}

static char *
join_list(const struct rendering *g, const json_t *list)
{
	struct sink all;

	sink_init(&all, TEXT_MAX);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *word = json_string_value(json_array_get(list, i));

		if (i)
			sink_puts(&all, g->lang == LANG_ZH ? "、" : ", ");
		sink_puts(&all, word ? word : "");
	}
	return take_text(g, &all);
}

static char *
auto_given(const struct rendering *g, enum auto_value value)
{
	const json_t *v = json_object_get(g->v->autos, auto_row(value)->word);
	const char *text = json_string_value(v);
	int64_t ms = 0;
	bool is_time;

	if (json_is_array(v) && json_array_size(v))
		return join_list(g, v);
	if (json_is_integer(v) && value == AUTO_NUMBER)
		return mem_printf("%" PRId64, (int64_t)json_integer_value(v));
	if (json_is_integer(v) && value == AUTO_CORRECTED_NUMBER)
		return mem_printf("%" PRId64, (int64_t)json_integer_value(v));
	if (json_is_integer(v))
		return moment(g, json_integer_value(v), value == AUTO_ISSUED);
	if (!text || !*text)
		return NULL;
	is_time = value == AUTO_ISSUED || value == AUTO_CORRECTED_TIME;
	if (is_time && instant_parse(&ms, text, g->v->zone))
		return moment(g, ms, value == AUTO_ISSUED);
	if (value == AUTO_LEVEL && level_parse(text))
		return mem_strdup(level_texts[level_parse(text)].in[g->lang]);
	return mem_strdup(text);
}

static char *
auto_value(const struct rendering *g, enum auto_value value)
{
	char *given = auto_given(g, value);

	if (!given && value == AUTO_ISSUED && g->v->issued)
		return moment(g, g->v->issued, true);
	return given;
}

static char *
figure_text(const struct rendering *g, const struct figure_def *f)
{
	int64_t n = figure_value(g->v->figures, f->id);

	return n < 0 ? NULL : mem_printf("%" PRId64, n);
}

static char *
figures_text(const struct rendering *g)
{
	struct sink all;
	char *text;

	sink_init(&all, TEXT_MAX);
	figure_phrase(&all, g->playbook, g->lang, g->v->figures, g->v->before);
	text = take_text(g, &all);
	if (*text)
		return text;
	free(text);
	return NULL;
}

/* What a piece stands for, NULL if nothing was given; the caller frees it. */
static char *
piece_value(
	const struct rendering *g, const struct piece *p, enum piece_type type)
{
	if (type == PIECE_SLOT)
		return slot_value(g, p->slot);
	if (type == PIECE_AUTO)
		return auto_value(g, p->value);
	if (type == PIECE_FIGURE)
		return figure_text(g, p->figure);
	assert(type == PIECE_FIGURES);
	return figures_text(g);
}

static void
add_missing(struct rendering *g, const char *id, const struct both *label)
{
	struct rendered *r = g->out;

	for (size_t i = 0; i < r->missing_count; i++)
		if (strcmp(r->missing[i].slot, id) == 0)
			return;
	*MEM_ADD(r->missing, r->missing_count) =
		(struct rendered_missing){ id, *label };
}

/* Something to look at where a value is wanting. */
static char *
stand_in(struct rendering *g, const struct piece *p)
{
	static const struct both figures = BOTH("figures", "数据项");
	const char *label = "";

	if (p->type == PIECE_AUTO) {
		label = auto_row(p->value)->title.in[g->lang];
	} else if (p->type == PIECE_SLOT) {
		add_missing(g, p->slot->id, &p->slot->label);
		label = p->slot->label.in[g->lang];
	} else if (p->type == PIECE_FIGURE) {
		label = p->figure->label.in[g->lang];
	} else if (p->type == PIECE_FIGURES) {
		add_missing(g, "figures", &figures);
		label = figures.in[g->lang];
	}
	return mem_printf("〔%s〕", label);
}

static bool
stop_follows(const struct pieces *p, size_t i)
{
	uint32_t cp = 0;
	const char *text;

	if (i + 1 >= p->count || p->rows[i + 1].type != PIECE_TEXT)
		return false;
	text = p->rows[i + 1].text;
	text_decode(&cp, text, strlen(text));
	return is_stop(cp);
}

static void
put_value(struct rendering *g, struct sink *out, const struct pieces *pieces,
	size_t i)
{
	const struct piece *p = &pieces->rows[i];
	char *value = piece_value(g, p, p->type);
	char mark[4];

	if (!value)
		value = stand_in(g, p);
	if (stop_follows(pieces, i))
		trim_stop(value);
	assert(g->mark_count <
		TEMPLATE_VALUES); /* template_parse counts them */
	sink_add(out, mark,
		text_encode(mark, MARK_FIRST + (uint32_t)g->mark_count));
	g->marks[g->mark_count++] = value;
}

/* It was given; or that choice was. */
static bool
is_so(const struct rendering *g, const struct piece *p)
{
	char *value;

	if (*p->word)
		return strcmp(doc_str(g->v->slots, p->slot->id), p->word) == 0;
	value = piece_value(g, p, p->about);
	free(value);
	return value != NULL;
}

/* Template text with a mark for each value. */
static void
put_pieces(struct rendering *g, struct sink *out, const struct pieces *pieces)
{
	for (size_t i = 0; i < pieces->count;) {
		const struct piece *p = &pieces->rows[i];

		if (p->type == PIECE_ELSE) {
			i = p->jump;
			continue;
		}
		if (p->type == PIECE_IF) {
			i = is_so(g, p) ? i + 1 : p->jump;
			continue;
		}
		if (p->type == PIECE_TEXT)
			sink_puts(out, p->text);
		else
			put_value(g, out, pieces, i);
		i++;
	}
}

/* Marks become values; the values are released. */
static char *
resolve_marks(struct rendering *g, const char *text)
{
	struct sink out;
	uint32_t cp = 0;
	size_t len = strlen(text);

	sink_init(&out, TEXT_MAX);
	for (size_t i = 0, n = 0; i < len; i += n) {
		n = text_decode(&cp, text + i, len - i);
		if (cp >= MARK_FIRST && cp < MARK_FIRST + g->mark_count)
			sink_puts(&out, g->marks[cp - MARK_FIRST]);
		else
			sink_add(&out, text + i, n);
	}
	for (size_t i = 0; i < g->mark_count; i++)
		free(g->marks[i]);
	g->mark_count = 0;
	return take_text(g, &out);
}

static char *
render_title(struct rendering *g, const struct pieces *pieces)
{
	struct sink b;
	char *text;

	sink_init(&b, TEXT_MAX);
	if (g->v->mark != TEXT_REAL && pieces->count) {
		sink_puts(&b, text_mark_banner(g->v->mark, g->lang));
		sink_puts(&b, g->lang == LANG_EN ? " " : "");
	}
	put_pieces(g, &b, pieces);
	text = resolve_marks(g, b.buf.data);
	*g->lost = *g->lost || b.lost;
	sink_release(&b);
	return text;
}

/* A paragraph that begins with a value begins with a capital. */
static void
capitalise_first(struct rendering *g, const char *marked)
{
	uint32_t cp = 0;
	char *first;

	text_decode(&cp, marked, strlen(marked));
	first = g->marks[0];
	if (cp == MARK_FIRST && first[0] >= 'a' && first[0] <= 'z')
		first[0] = (char)(first[0] - 'a' + 'A');
}

static char *
render_paragraph(struct rendering *g, const struct pieces *pieces)
{
	struct sink marked, plain;
	char *text;

	sink_init(&marked, TEXT_MAX);
	sink_init(&plain, TEXT_MAX);
	put_pieces(g, &marked, pieces);
	if (g->lang == LANG_EN && g->mark_count)
		capitalise_first(g, marked.buf.data);
	markdown_plain(&plain, marked.buf.data, g->lang);
	text = resolve_marks(g, plain.buf.data);
	*g->lost = *g->lost || marked.lost || plain.lost;
	sink_release(&marked);
	sink_release(&plain);
	return text;
}

static bool
is_blank_text(const char *text)
{
	return strspn(text, " \n\t") == strlen(text);
}

/* Whether the whole is within the bound that rendered_text and fit.c rely on. */
static bool
is_whole_short(const struct rendered *r)
{
	size_t len = strlen(r->title) + strlen(r->short_title);

	for (size_t i = 0; i < r->count; i++)
		len += strlen(r->paragraphs[i].text);
	return len <= TEXT_MAX;
}

static void
render_body(struct rendering *g, const struct template *t)
{
	struct rendered *r = g->out;

	r->paragraphs = mem_array(t->count, sizeof(*r->paragraphs));
	for (size_t i = 0; i < t->count; i++) {
		char *text = render_paragraph(g, &t->paragraphs[i].pieces);

		if (is_blank_text(text)) {
			free(text);
			continue;
		}
		r->paragraphs[r->count++] = (struct rendered_paragraph){ text,
			t->paragraphs[i].cut, t->paragraphs[i].more };
	}
}

static void
add_facts(struct rendering *g, const struct template *t)
{
	struct rendered *r = g->out;

	r->facts = mem_array(t->must_count, sizeof(*r->facts));
	for (size_t i = 0; i < t->must_count; i++) {
		const struct must_row *m = &t->must[i];
		char *text = m->slot ? slot_value(g, m->slot)
				     : auto_value(g, m->value);
		const struct word_row *row;
		struct rendered_fact fact;

		if (!text)
			continue;
		trim_stop(text);
		row = auto_row(m->value);
		fact = (struct rendered_fact){ .id = mem_strdup(row->word),
			.label = row->title,
			.text = text };
		if (m->slot) {
			free(fact.id);
			fact.id = mem_strdup(m->slot->id);
			fact.label = m->slot->label;
		}
		r->facts[r->fact_count++] = fact;
	}
}

static enum err_code
check_values(const struct playbook *p, enum message_kind kind,
	const struct template_values *v, struct err *err)
{
	const char *word = message_kind_row(kind)->word;
	enum err_code code;

	if (!playbook_kind(p, kind))
		return refuse(err, REFUSE_KIND, p->id,
			WITH(arg_word(p->id), arg_text(word)));
	code = playbook_check_slots(p, v->slots, v->zone, err);
	return code ? code : figure_check(p, v->figures, 0, err);
}

enum err_code
template_render(struct rendered *out, const struct playbook *p,
	enum message_kind kind, enum lang lang,
	const struct template_values *values, struct err *err)
{
	enum err_code code = check_values(p, kind, values, err);
	const struct template *t;
	bool lost = false;
	struct rendering g = { .playbook = p,
		.v = values,
		.lang = lang,
		.out = out,
		.lost = &lost };

	if (code)
		return code;
	t = playbook_kind(p, kind)->templates[lang];
	rendered_release(out);
	out->lang = lang;
	out->title = render_title(&g, &t->title);
	out->short_title = render_title(&g, &t->short_title);
	out->banner = mem_strdup(text_mark_banner(values->mark, lang));
	out->lead = mem_strdup(text_mark_lead(values->mark, lang));
	out->foot = mem_strdup(text_mark_line(values->mark, lang));
	render_body(&g, t);
	add_facts(&g, t);
	if (!lost && is_whole_short(out))
		return ERR_OK;
	rendered_release(out);
	return refuse(err, REFUSE_TOO_LARGE, "slots",
		WITH(ARG_BOTH("the text", "文稿"), arg_bytes(256 * 1024)));
}

char *
rendered_text(const struct rendered *r)
{
	struct buf b;
	bool first = true;

	/* at most TEXT_MAX, its 60 gaps and the mark's lines */
	buf_init(&b, TEXT_MAX + 1024);
	if (*r->foot)
		buf_printf(&b, "%s\n\n", r->foot);
	for (size_t i = 0; i < r->count; i++) {
		if (r->paragraphs[i].more)
			continue;
		buf_printf(
			&b, "%s%s", first ? "" : "\n\n", r->paragraphs[i].text);
		first = false;
	}
	if (*r->foot)
		buf_printf(&b, "\n\n%s", r->foot);
	return buf_take(&b);
}
