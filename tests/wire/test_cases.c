/*
 * Runs every case file of tests/wire/cases: a job and a step, the exact
 * request it must become, an answer, and the judgment it must give. README.md
 * in that folder tells the form of the files.
 */
#include "tests/wire/cases.h"

#include <glob.h>
#include <inttypes.h>

#include "base/doc.h"
#include "wire/connector.h"
#include "wire/edges.h"

/* ---- the job ---- */

static json_t *
doc_or(const struct lines *l, const char *key, const char *other)
{
	const char *text = lines_or(l, key, other);
	json_t *doc = NULL;
	struct err err = { 0 };

	if (doc_parse(&doc, text, strlen(text), &err) != ERR_OK)
		fail_msg("%s: %s: %s", key, err.what, text);
	return doc;
}

static json_t *
doc_of(const struct lines *l, const char *key)
{
	return doc_or(l, key, "{}");
}

static enum wire_step
step_of(const char *word)
{
	for (int i = 0; i < STEP_COUNT; i++)
		if (strcmp(wire_step_word((enum wire_step)i), word) == 0)
			return (enum wire_step)i;
	fail_msg("no step %s", word);
	return STEP_NONE;
}

/* "pages": [["a/1.html", "<p>"], …], as core/export renders them. */
static struct wire_file *
pages_of(size_t *count, const struct lines *l)
{
	json_t *list = doc_or(l, "pages", "[]"), *page;
	struct wire_file *pages = mem_array(PAGES_MAX, sizeof(*pages));
	size_t i;

	json_array_foreach(list, i, page)
	{
		const char *data = json_string_value(json_array_get(page, 1));

		assert_true(i < PAGES_MAX && data != NULL);
		pages[i].path =
			mem_strdup(json_string_value(json_array_get(page, 0)));
		pages[i].data = mem_strdup(data);
		pages[i].len = strlen(data);
	}
	*count = i;
	json_decref(list);
	return pages;
}

static void
job_fill(struct wire_job *job, const struct lines *l)
{
	size_t count;
	const struct wire_file *pages = pages_of(&count, l);

	*job = (struct wire_job){
		.pages = pages,
		.page_count = count,
		.delivery = lines_or(l, "delivery", "2026-0001/1:acct"),
		.key = lines_or(l, "key", "KEY"),
		.slug = lines_or(l, "slug", "crier-2026-0001-1-0123abcd"),
		.attempt = (int)strtol(lines_or(l, "attempt", "1"), NULL, 10),
		.now = strtoll(lines_or(l, "now", "1795487400000"), NULL, 10),
		.mode = lines_or(l, "mode", "actual"),
		.demo = strcmp(lines_or(l, "demo", ""), "yes") == 0,
		.lang = lang_parse(lines_or(l, "lang", "en")),
		.options = doc_of(l, "options"),
		.secret = doc_of(l, "secret"),
		.variant = doc_of(l, "variant"),
		.memo = doc_of(l, "memo"),
		.answers = doc_or(l, "answers", "[]"),
		.receipts = doc_of(l, "receipts"),
	};
}

static void
job_empty(struct wire_job *job)
{
	json_decref((json_t *)(uintptr_t)job->options);
	json_decref((json_t *)(uintptr_t)job->secret);
	json_decref((json_t *)(uintptr_t)job->variant);
	json_decref((json_t *)(uintptr_t)job->memo);
	json_decref((json_t *)(uintptr_t)job->answers);
	json_decref((json_t *)(uintptr_t)job->receipts);
	for (size_t i = 0; i < job->page_count; i++) {
		free(job->pages[i].path);
		free(job->pages[i].data);
	}
	free((void *)(uintptr_t)job->pages);
}

/* ---- the request ---- */

/* The blank lines before the next case are not part of a text. */
static void
trim(char *text, size_t *len)
{
	size_t n = text ? strlen(text) : 0;

	if (n == 0 || n != *len)
		return;
	while (n > 0 && text[n - 1] == '\n')
		text[--n] = '\0';
	*len = n;
}

static void
compare_request(const struct wire_request *r, const char *want)
{
	struct buf got;

	buf_init(&got, FILE_MAX);
	buf_printf(&got, "%s %s", r->method,
		r->url		    ? r->url
			: r->folder ? r->folder
				    : "");
	for (size_t i = 0; i < r->file_count; i++)
		buf_printf(&got, "\nfile %s [%zu]", r->files[i].path,
			r->files[i].len);
	for (size_t i = 0; i < r->header_count; i++)
		buf_printf(&got, "\n%s: %s", r->headers[i].name,
			r->headers[i].value);
	if (r->login.user)
		buf_printf(&got, "\nlogin %s %s", r->login.user,
			r->login.key ? r->login.key : r->login.password);
	if (r->login.host_key)
		buf_printf(&got, "\nhost key %s", r->login.host_key);
	if (r->envelope.from)
		buf_printf(&got, "\nfrom %s%s", r->envelope.from,
			r->envelope.plain ? " plain" : "");
	for (size_t i = 0; i < r->envelope.to_count; i++)
		buf_printf(&got, "\nto %s", r->envelope.to[i]);
	if (r->irrevocable)
		buf_puts(&got, "\nirrevocable");
	if (r->closes)
		buf_puts(&got, "\ncloses");
	if (r->shared)
		buf_puts(&got, "\nshared");
	if (r->body.len > 0)
		buf_printf(&got, "\n\n%s", r->body.data);
	for (char *cr = got.data; (cr = strchr(cr, '\r')) != NULL; cr++)
		*cr = '^';
	if (got.len > 1 && strcmp(got.data + got.len - 2, "^\n") == 0)
		got.data[got.len - 1] = '\0';
	assert_string_equal(got.data, want);
	buf_release(&got);
}

static void
check_request(const struct testcase *c, const struct connector *k,
	const struct wire_job *job, enum wire_step step)
{
	struct wire_request r;
	struct err err = { 0 };
	enum err_code rc;
	size_t len = strlen(c->request);

	trim(c->request, &len);
	wire_request_init(&r);
	rc = k->build(&r, job, step, &err);
	if (strncmp(c->request, "error ", 6) == 0) {
		assert_string_equal(err_word(rc), c->request + 6);
	} else {
		if (rc != ERR_OK)
			fail_msg("no request: %s", err.what);
		compare_request(&r, c->request);
	}
	wire_request_release(&r);
}

/* ---- the answer ---- */

static const char *
find_head(const void *headers, const char *name)
{
	return lines_get(headers, name);
}

static int
nibble(char c)
{
	return c <= '9' ? c - '0' : c - 'A' + 10;
}

/* "coding: percent" lets a body hold any byte: %00 to %FF. */
static void
decode_percent(char *s, size_t *len)
{
	size_t n = 0;

	for (size_t i = 0; i < *len; i++) {
		if (s[i] == '%' && i + 2 < *len) {
			s[n++] = (char)(nibble(s[i + 1]) * 16 +
				nibble(s[i + 2]));
			i += 2;
		} else {
			s[n++] = s[i];
		}
	}
	s[n] = '\0';
	*len = n;
}

/* "repeat: N" makes the body N times as long. */
static void
repeat(char **body, size_t *len, size_t times)
{
	char *all = mem_new(*len * times + 1);

	for (size_t i = 0; i < times; i++)
		memcpy(all + i * *len, *body, *len);
	free(*body);
	*body = all;
	*len *= times;
}

static void
answer_fill(struct wire_response *a, struct testcase *c)
{
	const char *times = lines_get(&c->head, "repeat");

	if (c->body == NULL)
		c->body = mem_strdup("");
	trim(c->body, &c->body_len);
	if (lines_get(&c->head, "coding"))
		decode_percent(c->body, &c->body_len);
	if (times)
		repeat(&c->body, &c->body_len, strtoul(times, NULL, 10));
	*a = (struct wire_response){
		.type = lines_or(&c->head, "Content-Type", ""),
		.error = lines_or(&c->head, "error", ""),
		.body = c->body,
		.body_len = c->body_len,
		.truncated = lines_get(&c->head, "truncated") != NULL,
		.header = find_head,
		.headers = &c->head,
	};
	a->sent = strcmp(c->status, "not sent") != 0;
	if (strncmp(c->status, "HTTP ", 5) == 0) {
		a->answered = true;
		a->status = (int)strtol(c->status + 5, NULL, 10);
	}
}

/* ---- the judgment ---- */

static const char *const job_keys[] = { "kind", "step", "options", "secret",
	"variant", "memo", "answers", "receipts", "pages", "attempt", "now",
	"key", "slug", "delivery", "mode", "demo", "lang" };

static const char *const judgment_keys[] = { "outcome", "next", "wait", "id",
	"url", "detail", "text", "title", "same", "differs", "unproven",
	"account", "memo", "limits", "feed", "comments" };

static void
same_text(const struct lines *l, const char *key, const char *got)
{
	const char *want = lines_get(l, key);

	if (want != NULL)
		assert_string_equal(got, want);
}

static void
same_doc(const struct lines *l, const char *key, const json_t *got)
{
	const char *want = lines_get(l, key);
	char *text;

	if (want == NULL)
		return;
	text = got ? doc_format(got) : mem_strdup("none");
	assert_string_equal(text, want);
	free(text);
}

/* A key that nobody compares would be a case that cannot fail. */
static void
know_keys(const struct lines *l, const char *const *keys, size_t count)
{
	for (size_t i = 0; i < l->count; i++) {
		size_t n = 0;

		while (n < count && strcmp(keys[n], l->line[i].key) != 0)
			n++;
		if (n == count)
			fail_msg("no such key: %s", l->line[i].key);
	}
}

static void
check_judgment(struct testcase *c, const struct connector *k,
	const struct wire_job *job, enum wire_step step)
{
	struct wire_response a;
	struct wire_judgment v;
	char wait[24];

	know_keys(&c->judgment, judgment_keys, LENGTH(judgment_keys));
	answer_fill(&a, c);
	wire_judgment_init(&v);
	k->judge(&v, job, step, &a);
	assert_string_equal(outcome_row(v.outcome)->word,
		lines_or(&c->judgment, "outcome", "(no outcome in the case)"));
	assert_string_equal(wire_step_word(v.next),
		lines_or(&c->judgment, "next", "(no next in the case)"));
	(void)snprintf(wait, sizeof(wait), "%" PRId64, v.wait_ms);
	same_text(&c->judgment, "wait", wait);
	same_text(&c->judgment, "id", v.id);
	same_text(&c->judgment, "url", v.url);
	same_text(&c->judgment, "detail", v.detail);
	same_text(&c->judgment, "text", v.text ? v.text : "none");
	same_text(&c->judgment, "title", v.title ? v.title : "none");
	same_text(&c->judgment, "same", v.same ? "yes" : "no");
	same_text(&c->judgment, "differs", v.differs ? "yes" : "no");
	same_text(&c->judgment, "unproven", v.unproven ? "yes" : "no");
	same_text(&c->judgment, "account", v.account ? "yes" : "no");
	same_doc(&c->judgment, "memo", v.memo);
	same_doc(&c->judgment, "limits", v.limits);
	same_doc(&c->judgment, "feed", v.feed);
	same_doc(&c->judgment, "comments", v.comments);
	wire_judgment_release(&v);
}

static void
run_case(void **state)
{
	struct testcase *c = *state;
	const struct connector *k;
	enum wire_step step;
	struct wire_job job;

	k = connector_find(lines_or(&c->job, "kind", ""));
	if (k == NULL)
		fail_msg("no connector %s: has it a row in connectors.def?",
			lines_or(&c->job, "kind", "(no kind)"));
	know_keys(&c->job, job_keys, LENGTH(job_keys));
	step = step_of(lines_or(&c->job, "step", ""));
	job_fill(&job, &c->job);
	assert_true(c->request != NULL || c->has_response);
	if (c->request)
		check_request(c, k, &job, step);
	if (c->has_response)
		check_judgment(c, k, &job, step);
	job_empty(&job);
}

/* ---- what is cut or bent is never taken for success ---- */

static bool
publishes(enum wire_step step)
{
	return step == STEP_PUBLISH || step == STEP_LOOKUP || step == STEP_POLL;
}

/* Judges the body's first `len` bytes, with byte `at` set to `c`. */
static void
judge_bent(struct wire_judgment *v, const struct connector *k,
	const struct wire_job *job, enum wire_step step,
	const struct wire_response *whole, size_t len, size_t at, char c)
{
	struct wire_response a = *whole;
	char *body = mem_strndup(whole->body, len);

	if (at < len)
		body[at] = c;
	a.body = body;
	a.body_len = len;
	wire_judgment_init(v);
	k->judge(v, job, step, &a);
	free(body);
}

static void
bend(const struct connector *k, const struct wire_job *job, enum wire_step step,
	const struct wire_response *a)
{
	static const char evil[] = { '\0', '"', '{', ']', '\x1B', '\xFF', '9' };
	struct wire_judgment v;
	struct edges e;
	size_t end;

	/* what is cut off behind the document is nothing */
	edges_find(&e, a->body, a->body_len);
	end = (size_t)(e.start + e.len - a->body);
	for (size_t i = 0; i < a->body_len; i++) {
		judge_bent(&v, k, job, step, a, i, i, 'x');
		assert_false(publishes(step) && i < end && v.id[0] != '\0');
		wire_judgment_release(&v);
		for (size_t n = 0; n < sizeof(evil); n++) {
			judge_bent(
				&v, k, job, step, a, a->body_len, i, evil[n]);
			assert_null(strpbrk(v.id, "\x1B\n\" "));
			assert_null(strpbrk(v.url, "\x1B\n\" "));
			assert_null(strpbrk(v.detail, "\x1B\n"));
			wire_judgment_release(&v);
		}
	}
}

/* Every JSON answer of every case, cut at each byte and with each bent. */
static void
answer__cut_or_bent_is_never_believed(void **state)
{
	const struct cases *all = *state;

	for (size_t i = 0; i < all->count; i++) {
		struct testcase *c = &all->at[i];
		const struct connector *k =
			connector_find(lines_or(&c->job, "kind", ""));
		struct wire_response a;
		struct wire_job job;

		if (!c->has_response || c->body_len == 0 ||
			c->body_len > 4000 || c->body[0] == '<' ||
			k->transport == WIRE_FOLDER ||
			strcmp(k->kind, "webhook") == 0)
			continue;
		job_fill(&job, &c->job);
		answer_fill(&a, c);
		bend(k, &job, step_of(lines_or(&c->job, "step", "")), &a);
		job_empty(&job);
	}
}

/* ---- no connector without cases ---- */

static bool
has_case(const struct cases *all, const char *kind, bool judged)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct testcase *c = &all->at[i];
		size_t len = strlen(kind);

		/* its name begins with that of its file */
		if (strncmp(c->name, kind, len) == 0 &&
			strncmp(c->name + len, ".txt:", 5) == 0 &&
			strcmp(lines_or(&c->job, "kind", ""), kind) == 0 &&
			strcmp(lines_or(&c->job, "step", ""), "publish") == 0 &&
			(judged ? c->has_response : c->request != NULL))
			return true;
	}
	return false;
}

static void
connector__each_has_a_file_of_cases(void **state)
{
	const struct connector *k;

	for (size_t i = 0; (k = connector_at(i)) != NULL; i++)
		for (int judged = 0; judged < 2; judged++)
			if (!has_case(*state, k->kind, judged))
				fail_msg("%s: no case of step publish with a "
					 "%s in tests/wire/cases/%s.txt",
					k->kind,
					judged ? "response" : "request",
					k->kind);
}

int
main(void)
{
	struct cases all = { .pool = pool_new() };
	struct CMUnitTest *tests;
	glob_t found;
	int rc;

	if (glob("tests/wire/cases/*.txt", 0, NULL, &found) != 0) {
		(void)fprintf(stderr, "no case files: run from the top\n");
		return 1;
	}
	for (size_t i = 0; i < found.gl_pathc; i++)
		read_cases(&all, found.gl_pathv[i]);
	globfree(&found);
	tests = mem_array(all.count + 2, sizeof(*tests));
	for (size_t i = 0; i < all.count; i++)
		tests[i] = (struct CMUnitTest){ .name = all.at[i].name,
			.test_func = run_case,
			.initial_state = &all.at[i] };
	tests[all.count] = (struct CMUnitTest){
		.name = "answer__cut_or_bent_is_never_believed",
		.test_func = answer__cut_or_bent_is_never_believed,
		.initial_state = &all
	};
	tests[all.count + 1] = (struct CMUnitTest){
		.name = "connector__each_has_a_file_of_cases",
		.test_func = connector__each_has_a_file_of_cases,
		.initial_state = &all
	};
	rc = _cmocka_run_group_tests("cases", tests, all.count + 2, NULL, NULL);
	for (size_t i = 0; i < all.count; i++) {
		free(all.at[i].request);
		free(all.at[i].status);
		free(all.at[i].body);
	}
	free(all.at);
	free(tests);
	pool_free(all.pool);
	return rc;
}
