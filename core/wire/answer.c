/*
 * The shared half of every judge. Tables first: the sentences, and what
 * follows from an outcome after a step.
 */
#include "wire/answer.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/host.h"
#include "base/instant.h"
#include "base/text.h"
#include "wire/edges.h"
#include "wire/memo.h"
#include "wire/url.h"

enum {
	WAIT_MAX_MS = 3600 * 1000,
	WAIT_FIRST_MS = 500,
	LOOK_WAIT_MS = 2000, /* a request on its way may still arrive */
	LOOKS_MAX = 5, /* failed look-ups, then a person */
	READS_MAX = 5,
	ABSENT_WAIT_MS = 3000
};

static const struct both reasons[] = {
	[REASON_READY] = BOTH("ready", "就绪"),
	[REASON_PUBLISHED] = BOTH("published", "已上线"),
	[REASON_FOUND] = BOTH("found on the platform", "在平台上查到"),
	[REASON_ABSENT] = BOTH("not on the platform", "平台上没有"),
	[REASON_SAME] = BOTH("read back, the same", "已复核，一致"),
	[REASON_DIFFERENT] = BOTH("read back, different", "已复核，不一致"),
	[REASON_NOT_SENT] = BOTH("nothing was sent", "未发出"),
	[REASON_NO_ANSWER] = BOTH(
		"sent, but no trustworthy answer", "已发出，未得到可信答复"),
	[REASON_STRANGE] = BOTH("the answer is not the platform's own form",
		"答复不是平台应有的格式"),
	[REASON_BUSY] = BOTH("the platform asks to wait", "平台要求稍后再试"),
	[REASON_SERVER] = BOTH("the platform failed", "平台出错"),
	[REASON_CREDENTIAL] =
		BOTH("the credential was refused", "登录凭据被拒绝"),
	[REASON_FORBIDDEN] =
		BOTH("the account may not do this", "账号无此权限"),
	[REASON_ADDRESS] = BOTH("the account's address is wrong or gone",
		"账号地址有误或已失效"),
	[REASON_MOVED] = BOTH("the platform points elsewhere; mend the address",
		"平台要求转向，请改正账号地址"),
	[REASON_CONTENT] =
		BOTH("the platform refused the content", "平台拒绝该内容"),
	[REASON_PERMANENT] =
		BOTH("the platform refused the request", "平台拒绝该请求"),
	[REASON_HELD] = BOTH(
		"the platform holds it for its own review", "平台正在自行审核"),
	[REASON_PUBLISHED_OTHERWISE] =
		BOTH("published, but different", "已上线，但不一致"),
	[REASON_LATER] = BOTH("not published: the platform will do it by its "
			      "own clock",
		"尚未上线：平台将按其自身时钟发布"),
	[REASON_STRIPPED] = BOTH(
		"the site saw no login: its web server drops the "
		"Authorization header, or application passwords are off; its "
		"administrator can change that",
		"网站未收到登录信息：其服务器丢弃了 Authorization "
		"头，或停用了应用程序密码；请网站管理员处理"),
	[REASON_EDGES] = BOTH("the site puts text around its answers, which "
			      "its administrator can take away",
		"网站在答复前后添加了内容，请网站管理员去除"),
	[REASON_ANSWERS] = BOTH("the address answers; the secret shows at "
				"publishing only",
		"地址有应答；密钥须待发布时验证"),
	[REASON_TOO_MANY] =
		BOTH("too many newer posts to tell", "其后稿件过多，无法判断"),
	[REASON_DRAFT_GONE] =
		BOTH("the draft on the platform is gone", "平台草稿已不存在"),
	[REASON_DRAFT_KEPT] = BOTH("the draft is still on the platform; it may "
				   "have been submitted: look yourself and "
				   "settle",
		"平台草稿仍在，可能已经提交：请人工查看后认定"),
	[REASON_BY_HAND] = BOTH("post it by hand", "请人工发布"),
	[REASON_SEVERAL] = BOTH("posts that may be this one or another: look "
				"yourself and settle",
		"有帖子可能是本条，也可能是别的：请人工查看后认定"),
	[REASON_OTHERS] = BOTH("the platform showed something else than was "
			       "asked for",
		"平台显示的不是所查的内容"),
	[REASON_UNSURE] = BOTH("what stood there at arm is not known: look "
			       "yourself and settle",
		"待发时未能读到原有帖子，无法判断：请人工查看后认定"),
	[REASON_SAYS_NO] = BOTH("the receiver says no", "接收方答复未接受"),
	[REASON_KEYWORD] = BOTH("refused: the text has none of the robot's "
				"custom keywords",
		"被拒绝：正文不含机器人的自定义关键词"),
	[REASON_CLOCK] = BOTH("refused for the time of the signature: is this "
			      "machine's clock right?",
		"签名时间被拒绝：请检查本机时钟"),
	[REASON_QUOTA] =
		BOTH("the platform's quota is used up", "平台的发送额度已用完"),
	[REASON_BY_SITE] = BOTH("the platform wants a person to do this on its "
				"own site",
		"平台要求在其网站上人工操作"),
	[REASON_TOKEN] =
		BOTH("the access token is about to end", "访问令牌即将到期"),
	[REASON_QUEUED] = BOTH("the platform is publishing it", "平台发布中"),
	[REASON_TAKEN_DOWN] = BOTH(
		"it was published and is gone again", "曾经发布，现已不在"),
	[REASON_SOME] =
		BOTH("published, but not to all recipients; refused, by "
		     "their places in the list",
			"已发出，但部分收件人未收下（按名单序号）"),
	[REASON_NOBODY] = BOTH("no recipient was accepted; refused, by their "
			       "places in the list",
		"没有收件人收下（按名单序号）"),
	[REASON_HOST_KEY] = BOTH("the server is not the one that was "
				 "registered: its host key differs",
		"服务器身份与登记不符：主机密钥不一致"),
	[REASON_LISTEN] = BOTH("listen to it first, then play it, then say who "
			       "heard it",
		"请先试听，再播出，再填写收听人"),
	[REASON_NOT_ALL] = BOTH("published, but not to all members",
		"已发出，但部分成员未收到"),
	[REASON_PARTLY] = BOTH(
		"not all of its files are there as they are to be: readers may "
		"see some",
		"部分文件缺失或不一致，读者可能已看到其中一部分"),
	[REASON_NO_MEMBER] =
		BOTH("the app has nobody to write to", "应用没有可接收的成员"),
	[REASON_ORIGIN] =
		BOTH("refused for the address it comes from: the "
		     "platform's list of addresses lacks this machine",
			"来源地址被拒绝：请在平台的 IP 白名单中加入本机"),
};
_Static_assert(
	sizeof(reasons) / sizeof(reasons[0]) == REASON_COUNT, "one row each");

/* What a step turns an outcome into, and where it goes on. */
struct follow {
	enum outcome outcome;
	enum wire_step next;
};

enum { KINDS = 4 };
enum kind { HARMLESS, PUBLISHING, LOOKING, READING };

#define STAY STEP_COUNT /* the same step again */

static const struct follow follows[KINDS][OUTCOME_COUNT] = {
	[HARMLESS] = {
		[OUTCOME_ACCEPTED] = { OUTCOME_ACCEPTED, STEP_NONE },
		[OUTCOME_PENDING] = { OUTCOME_PENDING, STAY },
		[OUTCOME_DUPLICATE] = { OUTCOME_DUPLICATE, STEP_NONE },
		[OUTCOME_NOT_SENT] = { OUTCOME_NOT_SENT, STAY },
		[OUTCOME_RETRY_LATER] = { OUTCOME_RETRY_LATER, STAY },
		[OUTCOME_REFRESH_TOKEN] = { OUTCOME_REFRESH_TOKEN,
			STEP_REFRESH },
		[OUTCOME_UNKNOWN] = { OUTCOME_RETRY_LATER, STAY },
		[OUTCOME_CONTENT] = { OUTCOME_CONTENT, STEP_NONE },
		[OUTCOME_PERMANENT] = { OUTCOME_PERMANENT, STEP_NONE },
		[OUTCOME_HUMAN] = { OUTCOME_HUMAN, STEP_NONE },
	},
	[PUBLISHING] = {
		[OUTCOME_ACCEPTED] = { OUTCOME_ACCEPTED, STEP_READBACK },
		[OUTCOME_PENDING] = { OUTCOME_PENDING, STEP_POLL },
		[OUTCOME_DUPLICATE] = { OUTCOME_DUPLICATE, STEP_LOOKUP },
		[OUTCOME_NOT_SENT] = { OUTCOME_NOT_SENT, STEP_PUBLISH },
		[OUTCOME_RETRY_LATER] = { OUTCOME_RETRY_LATER, STEP_PUBLISH },
		[OUTCOME_REFRESH_TOKEN] = { OUTCOME_REFRESH_TOKEN,
			STEP_REFRESH },
		[OUTCOME_UNKNOWN] = { OUTCOME_UNKNOWN, STEP_LOOKUP },
		[OUTCOME_CONTENT] = { OUTCOME_CONTENT, STEP_NONE },
		[OUTCOME_PERMANENT] = { OUTCOME_PERMANENT, STEP_NONE },
		[OUTCOME_HUMAN] = { OUTCOME_HUMAN, STEP_NONE },
	},
	/* NOT_SENT is said of the post, by the connector, never by a status */
	[LOOKING] = {
		[OUTCOME_ACCEPTED] = { OUTCOME_ACCEPTED, STEP_READBACK },
		[OUTCOME_PENDING] = { OUTCOME_PENDING, STEP_POLL },
		[OUTCOME_DUPLICATE] = { OUTCOME_DUPLICATE, STEP_READBACK },
		[OUTCOME_NOT_SENT] = { OUTCOME_UNKNOWN, STAY },
		[OUTCOME_RETRY_LATER] = { OUTCOME_UNKNOWN, STAY },
		[OUTCOME_REFRESH_TOKEN] = { OUTCOME_REFRESH_TOKEN,
			STEP_REFRESH },
		[OUTCOME_UNKNOWN] = { OUTCOME_UNKNOWN, STAY },
		[OUTCOME_CONTENT] = { OUTCOME_UNKNOWN, STEP_NONE },
		[OUTCOME_PERMANENT] = { OUTCOME_UNKNOWN, STEP_NONE },
		[OUTCOME_HUMAN] = { OUTCOME_UNKNOWN, STEP_NONE },
	},
	[READING] = {
		[OUTCOME_ACCEPTED] = { OUTCOME_ACCEPTED, STEP_NONE },
		[OUTCOME_PENDING] = { OUTCOME_RETRY_LATER, STAY },
		[OUTCOME_DUPLICATE] = { OUTCOME_ACCEPTED, STEP_NONE },
		[OUTCOME_NOT_SENT] = { OUTCOME_RETRY_LATER, STAY },
		[OUTCOME_RETRY_LATER] = { OUTCOME_RETRY_LATER, STAY },
		[OUTCOME_REFRESH_TOKEN] = { OUTCOME_REFRESH_TOKEN,
			STEP_REFRESH },
		[OUTCOME_UNKNOWN] = { OUTCOME_RETRY_LATER, STAY },
		[OUTCOME_CONTENT] = { OUTCOME_PERMANENT, STEP_NONE },
		[OUTCOME_PERMANENT] = { OUTCOME_PERMANENT, STEP_NONE },
		[OUTCOME_HUMAN] = { OUTCOME_PERMANENT, STEP_NONE },
	},
};

static const enum kind kinds[] = {
	[STEP_NONE] = HARMLESS,
	[STEP_CHECK] = HARMLESS,
	[STEP_PREPARE] = HARMLESS,
	[STEP_PUBLISH] = PUBLISHING,
	[STEP_POLL] = LOOKING,
	[STEP_LOOKUP] = LOOKING,
	[STEP_READBACK] = READING,
	[STEP_REFRESH] = HARMLESS,
	[STEP_UNDO] = HARMLESS,
	[STEP_LIST] = HARMLESS,
	[STEP_HEAR] = HARMLESS,
};
_Static_assert(sizeof(kinds) / sizeof(kinds[0]) == STEP_COUNT, "one row each");

void
answer_memo(struct wire_judgment *out, const char *key, const char *value)
{
	if (out->memo == NULL)
		out->memo = json_object();
	doc_put_str(out->memo, key, value);
}

static void
answer_say(struct wire_judgment *out, const struct wire_job *job,
	enum reason reason, const char *words)
{
	char clean[320] = "";

	if (words != NULL)
		text_printable(clean, sizeof(clean), words, strlen(words));
	fixed_cut_format(out->detail, sizeof(out->detail), "%s%s%s",
		reasons[reason].in[job->lang], clean[0] ? ": " : "", clean);
}

/* Doubling from half a second to half a minute. */
static int64_t
answer_backoff(int64_t attempt)
{
	int64_t shift = attempt < 1 ? 0 : attempt - 1;

	return shift > 6 ? 30000 : (int64_t)WAIT_FIRST_MS << shift;
}

/*
 * Counts in the memo how often a step was repeated; false when it has been
 * often enough.
 */
static bool
answer_count_again(struct wire_judgment *out, const struct wire_job *job,
	const char *key, int64_t most)
{
	int64_t n = doc_int(job->memo, key) + 1;

	if (out->memo == NULL)
		out->memo = json_object();
	doc_put_int(out->memo, key, n);
	out->wait_ms = answer_backoff(n) * 2;
	return n < most;
}

static void
answer_set_wait(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer)
{
	int64_t asked = answer_wait(answer, job->now);

	out->wait_ms = 0;
	if (out->next == STEP_NONE)
		return;
	if (out->next == STEP_LOOKUP && step == STEP_PUBLISH)
		out->wait_ms = LOOK_WAIT_MS;
	else if (out->next == step && kinds[step] == LOOKING &&
		!answer_count_again(out, job, MEMO_LOOKS, LOOKS_MAX))
		out->next = STEP_NONE;
	else if (out->next == step && kinds[step] == READING &&
		!answer_count_again(out, job, MEMO_READS, READS_MAX))
		out->next = STEP_NONE;
	else if (out->next == step && kinds[step] <= PUBLISHING)
		out->wait_ms = answer_backoff(job->attempt);
	if (asked > out->wait_ms)
		out->wait_ms = asked;
}

/* A 404 of a post says nothing of the account, one of a check does. */
static bool
answer_is_of_account(enum wire_step step, enum reason reason)
{
	if (reason == REASON_FORBIDDEN)
		/* who may not read the list may publish all the same */
		return kinds[step] <= PUBLISHING && step != STEP_LIST &&
			step != STEP_HEAR;
	if (reason == REASON_ADDRESS)
		return step == STEP_CHECK;
	return reason == REASON_CREDENTIAL || reason == REASON_STRIPPED ||
		reason == REASON_MOVED || reason == REASON_CLOCK ||
		reason == REASON_ORIGIN || reason == REASON_HOST_KEY;
}

void
answer_settle(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer,
	enum outcome outcome, enum reason reason, const char *words)
{
	const struct follow *f;

	assert((unsigned)step < STEP_COUNT &&
		(unsigned)outcome < OUTCOME_COUNT);
	f = &follows[kinds[step]][outcome];
	out->outcome = f->outcome;
	out->next = f->next == STAY ? step : f->next;
	answer_set_wait(out, job, step, answer);
	out->account = answer_is_of_account(step, reason);
	out->full = reason == REASON_QUOTA;
	answer_say(out, job, reason, words);
}

static const char *
answer_header(const struct wire_response *answer, const char *name)
{
	if (answer->header == NULL)
		return NULL;
	return answer->header(answer->headers, name);
}

/* Where a redirect points; its path and query may hold a session. */
static void
answer_target(char *out, size_t size, const struct wire_response *answer)
{
	const char *to = answer_header(answer, "Location"), *host;
	size_t len;

	out[0] = '\0';
	if (to == NULL)
		return;
	host = url_is_web(to) ? host_of_url(&len, to) : NULL;
	if (host == NULL)
		fixed_set(out, size, "-> /");
	else
		fixed_cut_format(out, size, "-> %.*s%.*s",
			(int)(strstr(to, "://") + 3 - to), to,
			(int)strcspn(host, "/?#"), host);
}

bool
answer_status(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer,
	const struct status_row *rows)
{
	char words[200], full[256];

	if (!answer->answered) {
		answer_settle(out, job, step, answer,
			answer->sent ? OUTCOME_UNKNOWN : OUTCOME_NOT_SENT,
			answer->sent ? REASON_NO_ANSWER : REASON_NOT_SENT,
			answer->error);
		return true;
	}
	if (answer->status >= 200 && answer->status < 300)
		return false;
	while (rows->from != 0 &&
		(answer->status < rows->from || answer->status > rows->to))
		rows++;
	if (rows->reason == REASON_MOVED)
		answer_target(words, sizeof(words), answer);
	else
		answer_words(words, sizeof(words), answer);
	fixed_format(full, sizeof(full), "HTTP %d%s%s", answer->status,
		words[0] ? " " : "", words);
	answer_settle(
		out, job, step, answer, rows->outcome, rows->reason, full);
	if (rows->look && step == STEP_PUBLISH) {
		out->next = STEP_LOOKUP;
		answer_set_wait(out, job, step, answer);
	}
	return true;
}

static bool
answer_is_json(const char *type)
{
	char head[64];
	size_t len = strcspn(type, ";");

	if (len >= sizeof(head))
		return false;
	memcpy(head, type, len);
	head[len] = '\0';
	return strcasestr(head, "json") != NULL;
}

json_t *
answer_json(const struct wire_response *answer)
{
	json_t *doc = NULL;
	struct edges e;

	if (answer->truncated || !answer_is_json(answer->type))
		return NULL;
	edges_find(&e, answer->body, answer->body_len);
	if (doc_parse(&doc, e.start, e.len, NULL) != ERR_OK)
		return NULL;
	return doc;
}

void
answer_strange(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer)
{
	enum reason reason = REASON_STRANGE;
	char words[EDGES_WORDS];
	struct edges e;

	edges_find(&e, answer->body, answer->body_len);
	if (edges_say(words, &e, job->lang))
		reason = REASON_EDGES;
	else if (answer_is_json(answer->type))
		text_printable(
			words, sizeof(words), answer->body, answer->body_len);
	else
		fixed_cut(words, sizeof(words),
			answer->body_len > 0 ? answer->type : "");
	answer_settle(out, job, step, answer, OUTCOME_UNKNOWN, reason, words);
}

void
answer_absent(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *answer, enum wire_step next)
{
	answer_settle(out, job, STEP_LOOKUP, answer, OUTCOME_UNKNOWN,
		REASON_ABSENT, "");
	if (out->memo == NULL)
		out->memo = json_object();
	if (doc_int(job->memo, MEMO_ABSENT) < job->attempt) {
		doc_put_int(out->memo, MEMO_ABSENT, job->attempt);
		out->next = STEP_LOOKUP;
		out->wait_ms = ABSENT_WAIT_MS;
	} else {
		out->outcome = OUTCOME_NOT_SENT;
		out->next = next;
		out->wait_ms = 0;
	}
}

void
answer_doubt(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *answer)
{
	answer_settle(out, job, STEP_PUBLISH, answer, OUTCOME_UNKNOWN,
		REASON_OTHERS, out->id);
	answer_memo(out, MEMO_SHOWN, out->id);
	doc_put_int(out->memo, MEMO_SHOWN_ATTEMPT, job->attempt);
	out->id[0] = out->url[0] = '\0';
}

bool
answer_was_doubted(const struct wire_job *job)
{
	return *doc_str(job->memo, MEMO_SHOWN) &&
		doc_int(job->memo, MEMO_SHOWN_ATTEMPT) == job->attempt;
}

void
answer_words(char *out, size_t size, const struct wire_response *answer)
{
	json_t *doc = answer_json(answer);
	const char *code = doc_str(doc, "code");
	const char *text = doc_str(doc, "message");
	char both[400];

	if (*text == '\0')
		text = doc_str(doc, "error");
	fixed_format(both, sizeof(both), "%.100s%s%.280s", code,
		*code && *text ? ": " : "", text);
	text_printable(out, size, both, strlen(both));
	json_decref(doc);
}

static bool
answer_is_word(const char *s, size_t max)
{
	size_t n = strlen(s);

	if (n == 0 || n > max)
		return false;
	for (; *s; s++)
		if (*s <= 0x20 || *s >= 0x7F || strchr("\"<>\\", *s))
			return false;
	return true;
}

bool
answer_id(char *out, size_t size, const json_t *value)
{
	const char *s = json_string_value(value);

	out[0] = '\0';
	if (json_is_integer(value) && json_integer_value(value) > 0) {
		fixed_format(out, size, "%lld",
			(long long)json_integer_value(value));
		return true;
	}
	if (s == NULL || !answer_is_word(s, size - 1))
		return false;
	fixed_set(out, size, s);
	return true;
}

void
answer_url(char *out, size_t size, const json_t *value)
{
	const char *s = json_string_value(value);

	out[0] = '\0';
	if (s != NULL && strlen(s) < size && url_is_web(s))
		fixed_set(out, size, s);
}

/* "Tue, 24 Nov 2026 02:30:00 GMT" to milliseconds. */
static bool
answer_http_date(int64_t *ms, const char *s)
{
	char name[4], iso[48];
	int month = 0, day, year, h, m, sec;

	if (sscanf(s, "%*3s, %2d %3s %4d %2d:%2d:%2d GMT", &day, name, &year,
		    &h, &m, &sec) != 6)
		return false;
	while (month < 12 && strncmp(calendar_months[month], name, 3) != 0)
		month++;
	if (month == 12 || strlen(name) != 3)
		return false;
	fixed_format(iso, sizeof(iso), "%04d-%02d-%02dT%02d:%02d:%02dZ",
		year % 10000, month + 1, day % 100, h % 100, m % 100,
		sec % 100);
	return instant_parse(ms, iso, 0);
}

static int64_t
answer_clamp_wait(int64_t ms)
{
	if (ms < 0)
		return 0;
	return ms > WAIT_MAX_MS ? WAIT_MAX_MS : ms;
}

/* Digits only, so that neither sign nor overflow can surprise. */
static bool
answer_seconds(int64_t *out, const char *s)
{
	size_t n = strspn(s, "0123456789");

	if (n == 0 || n > 12 || (s[n] != '\0' && s[n] != '.'))
		return false;
	*out = strtoll(s, NULL, 10);
	return true;
}

static int64_t
answer_reset_wait(const char *s, int64_t now)
{
	int64_t v;

	if (answer_seconds(&v, s)) /* a date in seconds, or seconds to go */
		return answer_clamp_wait(
			v > 1000000000 ? v * 1000 - now : v * 1000);
	if (instant_parse(&v, s, 0))
		return answer_clamp_wait(v - now);
	return -1;
}

int64_t
answer_wait(const struct wire_response *answer, int64_t now)
{
	const char *s = answer_header(answer, "Retry-After");
	int64_t v;

	if (s != NULL && answer_seconds(&v, s))
		return answer_clamp_wait(v * 1000);
	if (s != NULL && answer_http_date(&v, s))
		return answer_clamp_wait(v - now);
	if (answer->status != 429)
		return -1;
	s = answer_header(answer, "X-RateLimit-Reset");
	if (s == NULL)
		s = answer_header(answer, "X-Ogw-RateLimit-Reset"); /* Feishu */
	if (s == NULL)
		s = answer_header(answer, "RateLimit-Reset");
	return s != NULL ? answer_reset_wait(s, now) : -1;
}
