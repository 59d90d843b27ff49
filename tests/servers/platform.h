/*
 * The counting platform's two halves: platform.c moves bytes and plays the
 * faults, platform_serve (in platforms.c) knows what a request means. One
 * process, no threads; everything lives as long as the process.
 */
#ifndef CRIER_TESTS_PLATFORM_H
#define CRIER_TESTS_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"

struct platform_request {
	const char *method;
	char *path; /* with the query */
	const char *head; /* request line and headers, head_len bytes */
	size_t head_len;
	const char *body;
	size_t body_len;
};

struct platform_answer {
	int status;
	char *body; /* JSON, heap */
};

/* Of a WordPress or a Mastodon; a post of the latter has no slug. */
struct platform_post {
	struct platform_post *next;
	char *site, *slug, *status, *title, *content;
	long long made; /* UTC s */
	int id;
	int author; /* of a Mastodon: which of its accounts */
};

struct platform {
	const char *dir;
	FILE *log;
	int port;
	int kept; /* webhook bodies written so far */
	struct platform_post *posts; /* newest first */
	int last_id;
};

/* "TIME EVENT NAME DETAIL" in DIR/log; TIME is UTC ms with three decimals. */
void platform_log(struct platform *p, const char *event, const char *name,
	const char *detail);

/* Writes the request to DIR/hook-N. */
void platform_keep(struct platform *p, const struct platform_request *r);

/* Carries the request out. A post that becomes public is logged as `post`. */
void platform_serve(struct platform *p, struct platform_request *r,
	struct platform_answer *out);

/* The path behind /social/: NAME/api/…; NAME is cut off there. */
void social_serve(struct platform *p, const struct platform_request *r,
	char *path, struct platform_answer *out);

/* The path behind /robots/: dingtalk/…, feishu/…, wecom/…; it is cut. */
void robots_serve(struct platform *p, const struct platform_request *r,
	char *path, struct platform_answer *out);

/* The path behind /wechat/: NAME/cgi-bin/…; it is cut. */
void wechat_serve(struct platform *p, const struct platform_request *r,
	char *path, struct platform_answer *out);

/* The path behind /wecomapp/: NAME/cgi-bin/…; it is cut. */
void wecomapp_serve(struct platform *p, const struct platform_request *r,
	char *path, struct platform_answer *out);

/* The path behind /weibo/: NAME/2/… or NAME/oauth2/…; it is cut. */
void weibo_serve(struct platform *p, const struct platform_request *r,
	char *path, struct platform_answer *out);

#endif
