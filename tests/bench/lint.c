/*
 * How long the rules take: `lint [-i] WORDS NOTICES…` lays a notice of 2,000
 * Chinese characters, put together from the files, before all shipped rules
 * and a list of WORDS made-up words, and prints median and 99th percentile,
 * with what it costs to read the rules, beside looking for each word alone.
 * With -i no memory may become executable, as in the station's hardened unit:
 * PCRE2 then interprets its patterns. Exit 69 where the kernel cannot do that.
 */
#include <ftw.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "lint/lint_rules.h"

enum { RUNS = 2000, CHARACTERS = 2000, FILE_MAX = 4 << 20, FILES = 200 };

static struct library_file files[FILES];
static size_t file_count;

#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#define PR_MDWE_REFUSE_EXEC_GAIN 1
#endif

/* For the rest of the process; false where it was not refused. */
static bool
refuse_executable_memory(void)
{
	if (prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0) != 0)
		return false;
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (page == MAP_FAILED)
		return true;
	(void)munmap(page, 4096);
	return false;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static char *
read_file(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rbe");
	char *data = mem_new(FILE_MAX);

	if (!f) {
		perror(path);
		exit(66);
	}
	*len = fread(data, 1, FILE_MAX - 1, f);
	(void)fclose(f);
	return mem_grow(data, *len + 1);
}

static int
take(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	if (type != FTW_F || file_count == FILES)
		return 0;
	struct library_file *f = &files[file_count++];
	f->path = mem_strdup(path + strlen("playbooks/"));
	f->data = read_file(path, &f->len);
	return 0;
}

/* Words of two to five common characters, always the same ones. */
static void
add_words(size_t count)
{
	struct buf b;
	unsigned long seed = 20261124;

	buf_init(&b, FILE_MAX);
	buf_puts(&b,
		"title: {zh: 词, en: words}\nrows:\n"
		"  - citation: bench\n    words:\n");
	for (size_t i = 0; i < count; i++) {
		buf_puts(&b, "      - ");
		for (size_t n = 2 + i % 4; n; n--) {
			char utf8[4];
			seed = seed * 6364136223846793005UL +
				1442695040888963407UL;
			buf_add(&b, utf8,
				text_encode(utf8,
					0x4E00 +
						(uint32_t)(seed >> 40) % 3000));
		}
		buf_puts(&b, "\n");
	}
	files[file_count++] = (struct library_file){ "rules/lists/bench.yaml",
		b.data, b.len };
}

/* And a rule that looks for them. */
static void
add_rule(void)
{
	static const char rule[] =
		"\n  - id: B-01\n    severity: warn\n    gate: wording\n"
		"    reads: [title, text]\n    match: {words: bench}\n"
		"    citation: bench\n    what: {zh: 词, en: word}\n"
		"    mend: {zh: 删, en: go}\n";

	for (size_t i = 0; i < file_count; i++) {
		struct library_file *f = &files[i];
		if (strcmp(f->path, "rules/lint.yaml") != 0)
			continue;
		f->data = mem_printf("%.*s%s", (int)f->len, f->data, rule);
		f->len = strlen(f->data);
	}
}

/* Exactly so many characters of the notices, again and again. */
static void
fill(struct buf *out, char **paths, int count)
{
	size_t characters = 0;

	for (int i = 0; characters < CHARACTERS; i = (i + 1) % count) {
		size_t len = 0;
		char *text = read_file(paths[i], &len);
		uint32_t cp = 0;
		for (size_t at = 0, n = 0; at < len && characters < CHARACTERS;
			at += n) {
			n = text_decode(&cp, text + at, len - at);
			buf_add(out, text + at, n);
			characters++;
		}
		free(text);
	}
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* What is beside it: each word of the list looked for by itself. */
static double
one_by_one(const struct lint_rules *rules, const char *text)
{
	const struct lint_list *list = lint_list_named(rules, "bench");
	double start = now();
	size_t found = 0;

	for (size_t i = 0; i < list->rows[0].word_count; i++)
		found += strstr(text, list->rows[0].words[i]) != NULL;
	return now() - start + (found > RUNS * 1000);
}

/* As a playbook defines them: the numbers of the notices are compared. */
#define FIGURE(id, role, zh, en)                                               \
	{                                                                      \
		id, { { zh, en } }, { { zh "{n}人", "{n} " en } },             \
			{ { "", "" } }, role, false, 1,                        \
			{ (const char *const[]){ zh },                         \
				(const char *const[]){ en } },                 \
		{                                                              \
			1, 1                                                   \
		}                                                              \
	}
static const struct figure_def figure_defs[] = {
	FIGURE("dead", FIGURE_DEAD, "遇难", "killed"),
	FIGURE("missing", FIGURE_MISSING, "失联", "missing"),
	FIGURE("injured", FIGURE_INJURED, "受伤", "injured"),
	FIGURE("rescued", FIGURE_RESCUED, "获救", "rescued"),
	FIGURE("trapped", FIGURE_TRAPPED, "被困", "trapped"),
	FIGURE("moved", FIGURE_EVACUATED, "转移", "evacuated"),
};
static const struct lint_figure figures[] = {
	{ "dead", 2, 1, "s", "", true },
	{ "injured", 11, 1, "s", "", true },
	{ "moved", 1204, 1, "s", "", true },
};

int
main(int argc, char **argv)
{
	static double took[RUNS];
	bool interpret = argc > 1 && strcmp(argv[1], "-i") == 0;
	argc -= interpret;
	argv += interpret;
	size_t words = argc > 2 ? strtoul(argv[1], NULL, 10) : 0;
	struct faults faults;
	struct buf text;

	if (argc < 3) {
		fputs("usage: lint [-i] WORDS NOTICE...\n", stderr);
		return 64;
	}
	if (interpret && !refuse_executable_memory())
		return 69;
	if (nftw("playbooks/rules", take, 8, FTW_PHYS) != 0)
		return 66;
	add_rule();
	add_words(words);
	buf_init(&text, FILE_MAX);
	fill(&text, argv + 2, argc - 2);

	size_t before = mallinfo2().uordblks;
	double start = now();
	faults_init(&faults);
	struct pool *pool = pool_new();
	struct lint_rules *rules =
		lint_rules_parse(pool, files, file_count, &faults);
	double built = now() - start;
	size_t memory = mallinfo2().uordblks - before;
	if (faults.count) {
		(void)fprintf(stderr, "%s\n", faults.rows[0].err.what);
		return 65;
	}
	struct lint_field field = { .part = PART_TEXT,
		.name = "text",
		.text = text.data,
		.len = text.len };
	struct lint_case c = { .rules = rules,
		.fields = &field,
		.field_count = 1,
		.kind = KIND_TRUTH,
		.lang = LANG_ZH,
		.in_incident = true,
		.class_bit = 1,
		.figures = figures,
		.figure_count = sizeof(figures) / sizeof(figures[0]),
		.figure_defs = figure_defs,
		.figure_def_count =
			sizeof(figure_defs) / sizeof(figure_defs[0]),
		.now = INT64_C(1795509000000),
		.zone = 480,
		.region = "" };
	size_t found = 0;
	for (int i = 0; i < RUNS; i++) {
		struct findings f;
		start = now();
		lint_run(&f, &c);
		took[i] = now() - start;
		found = f.count;
		findings_release(&f);
	}
	qsort(took, RUNS, sizeof(*took), by_size);
	printf("median_us=%.0f p99_us=%.0f rules=%zu words=%zu found=%zu "
	       "build_ms=%.1f memory_kib=%zu naive_us=%.0f runs=%d\n",
		took[RUNS / 2], took[RUNS * 99 / 100], lint_rules_count(rules),
		words, found, built / 1000, memory / 1024,
		one_by_one(rules, text.data), RUNS);
	lint_rules_release(rules);
	pool_free(pool);
	faults_release(&faults);
	return 0;
}
