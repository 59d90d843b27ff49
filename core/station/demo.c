/*
 * What a demo station is born with: ten officers, enough for every stage and
 * two releasers, and a matrix of twelve accounts with the limits of the real
 * platforms. Of these only the site, the manual ones and those on loopback
 * can ever be published to for real.
 */
#include "station/setup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"

static const struct {
	const char *id, *name, *phone;
	role_set roles;
} officers[] = {
#define R(x) ROLE_BIT(ROLE_##x)
	{ "zhao", "赵值班", "0000-1001", R(DRAFTER) | R(REGISTRAR) },
	{ "qian", "钱核实", "0000-1002", R(VERIFIER) | R(DRAFTER) },
	{ "sun", "孙审核", "0000-1003", R(REVIEWER) },
	{ "li", "李法制", "0000-1004", R(LEGAL) | R(REVIEWER) },
	{ "zhou", "周保密", "0000-1005", R(SECRECY) | R(REVIEWER) },
	{ "wu", "吴签发", "0000-1006", R(SIGNER) | R(HEAD) },
	{ "zheng", "郑发布", "0000-1007", R(RELEASER) },
	{ "wang", "王发布", "0000-1008", R(RELEASER) },
	{ "feng", "冯督查", "0000-1009", R(AUDITOR) },
	{ DEMO_ADMIN, "褚管理", "0000-1010", R(ADMIN) },
#undef R
};

static const struct {
	const char *id, *kind, *platform, *name;
	bool lead;
	const char *option,
		*value; /* "DIR/x" stands for the station's folder */
} accounts[] = {
	{ "county-site", "site", "site", "云溪县人民政府网站", true, "url",
		"https://www.yunxi.example/emergency" },
	{ "county-weixin", "manual", "wechat", "云溪发布（公众号）", false,
		NULL, NULL },
	{ "county-weibo", "manual", "weibo", "云溪发布（微博）", false, NULL,
		NULL },
	{ "county-douyin", "manual", "douyin", "云溪发布（抖音）", false, NULL,
		NULL },
	{ "media-toutiao", "manual", "toutiao", "云溪融媒（头条）", false, NULL,
		NULL },
	{ "media-channels", "manual", "channels", "云溪融媒（视频号）", false,
		NULL, NULL },
	{ "broadcast", "manual", "broadcast", "云溪应急广播", false, NULL,
		NULL },
	{ "county-mastodon", "mastodon", "mastodon", "云溪发布（联邦社交）",
		false, "url", "https://social.yunxi.example" },
	{ "media-portal", "wordpress", "wordpress", "云溪融媒中心门户", false,
		"url", "https://media.yunxi.example" },
	{ "city-hook", "webhook", "webhook", "市应急指挥平台", false, "url",
		"https://hook.city.example/crier" },
	{ "province-hook", "webhook", "webhook", "省政务发布聚合", false, "url",
		"https://hook.province.example/crier" },
	{ "media-hook", "webhook", "webhook", "云溪融媒采编系统", false, "url",
		"https://cms.media.example/crier" },
};

void
demo_officers(struct judged *j)
{
	for (size_t n = 0; n < sizeof(officers) / sizeof(officers[0]); n++) {
		json_t *body = json_object();

		doc_put_str(body, "officer", officers[n].id);
		doc_put_str(body, "name", officers[n].name);
		doc_put_str(body, "user", officers[n].id);
		doc_put(body, "roles", roles_format(officers[n].roles));
		doc_put_str(body, "phone", officers[n].phone);
		doc_put_str(body, "unit", "云溪县人民政府新闻办公室");
		doc_put_str(body, "state", "active");
		judged_add(j, "officer.added", body);
	}
}

void
demo_accounts(struct judged *j, const char *dir)
{
	for (size_t n = 0; n < sizeof(accounts) / sizeof(accounts[0]); n++) {
		json_t *body = json_object(), *options = json_object();

		doc_put_str(options,
			accounts[n].option ? accounts[n].option : "platform",
			accounts[n].option ? accounts[n].value
					   : accounts[n].platform);
		if (strcmp(accounts[n].kind, "site") == 0) {
			char *folder = mem_printf("%s/site", dir);

			doc_put_str(options, "folder", folder);
			free(folder);
		}
		doc_put_str(body, "account", accounts[n].id);
		doc_put_str(body, "kind", accounts[n].kind);
		doc_put_str(body, "platform", accounts[n].platform);
		doc_put_str(body, "name", accounts[n].name);
		doc_put_str(body, "owner", "云溪县人民政府新闻办公室");
		if (accounts[n].lead)
			doc_put_bool(body, "lead", true);
		doc_put(body, "options", options);
		doc_put_str(body, "state", "active");
		judged_add(j, "account.added", body);
	}
}
