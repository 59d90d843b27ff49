/*
 * What the robots of chat groups (DingTalk, Feishu, WeCom) share: an address
 * that holds the credential, one request that says it, an answer with a code
 * and without an id. None of them can be looked up, read back or taken back,
 * so an unknown is a person's, or sent again where the office prefers a second
 * message to none ("duplicates": "prefer").
 */
#ifndef CRIER_WIRE_ROBOT_H
#define CRIER_WIRE_ROBOT_H

#include "wire/codes.h"

struct robot {
	const struct connector *connector;
	const char *host; /* "https://oapi.dingtalk.com" */
	const char *path; /* of publishing; what stands behind it is secret */
	const char *mark; /* in an address as the platform shows it, the words
			   * after which the token stands */
	bool signs; /* a secret is needed beside the token */
	const char *type, *box, *text; /* the fields of its request: what it is,
					* what holds the text, the text */
	/* What stands behind `path`, the caller's to free; and what else the
	 * body is to hold. */
	enum err_code (*finish)(char **tail, json_t *body, const char *token,
		const struct wire_job *job, struct err *err);
	const char *number, *words; /* the fields of its answers */
	const struct code_row *rows;
};

/*
 * Two steps: to say it, and a check. People copy the whole address of a robot
 * for its token: then what stands behind the mark is taken. ERR_INVALID,
 * without a word of it, when it holds anything but letters, digits, "-", "_",
 * ".". Where a robot answers only to texts with a keyword, the office says so
 * in the option `keywords`: a text without one is refused while it can be
 * mended. A check touches the host and says nothing of token or secret: the
 * robot has no request that does not speak.
 */
enum err_code robot_build(struct wire_request *out, const struct robot *r,
	const struct wire_job *job, enum wire_step step, struct err *err);

void robot_judge(struct wire_judgment *out, const struct robot *r,
	const struct wire_job *job, enum wire_step step,
	const struct wire_response *answer);

#define ROBOT_OPTION_URL                                                       \
	{                                                                      \
		"url", false, SECRET_NONE,                                     \
			BOTH("server, if it is not the platform's own",        \
				"服务器地址（专有部署时填写）")                \
	}

#define ROBOT_OPTION_KEYWORDS                                                  \
	{                                                                      \
		"keywords", false, SECRET_NONE,                                \
			BOTH("its custom keywords, if it has any: a, b",       \
				"机器人的自定义关键词，用逗号分隔")            \
	}

#endif
