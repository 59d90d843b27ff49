/*
 * The table of roles.
 */
#include "crier/role.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static const struct role_row roles[] = {
	[ROLE_DRAFTER] = { "drafter", BOTH("drafter", "撰稿人"),
		BOTH("opens incidents and writes messages",
			"新建事件、撰写稿件") },
	[ROLE_VERIFIER] = { "verifier", BOTH("verifier", "核实人"),
		BOTH("checks facts and figures against their sources",
			"核实事实与数据来源") },
	[ROLE_REVIEWER] = { "reviewer", BOTH("reviewer", "审核人"),
		BOTH("passes or returns texts at the gates",
			"在各关审核或退回稿件") },
	[ROLE_SIGNER] = { "signer", BOTH("signer", "签发人"),
		BOTH("gives the final approval", "最终签发") },
	[ROLE_HEAD] = { "head", BOTH("head of the office", "主要负责人"),
		BOTH("signs what is grave or sensitive",
			"签发重大、敏感稿件") },
	[ROLE_SECRECY] = { "secrecy", BOTH("secrecy reviewer", "保密审查员"),
		BOTH("passes the confidentiality gate", "负责保密关") },
	[ROLE_LEGAL] = { "legal", BOTH("legal reviewer", "法制审核员"),
		BOTH("passes the legal gate", "负责法律关") },
	[ROLE_RELEASER] = { "releaser", BOTH("releaser", "发布员"),
		BOTH("arms or fires a release; two are needed",
			"转待发或发布，须两人") },
	[ROLE_REGISTRAR] = { "registrar", BOTH("registrar", "账号管理员"),
		BOTH("keeps the register of accounts", "管理账号登记") },
	[ROLE_AUDITOR] = { "auditor", BOTH("auditor", "督查员"),
		BOTH("reads everything, changes nothing",
			"查阅全部，不作改动") },
	[ROLE_ADMIN] = { "admin", BOTH("administrator", "管理员"),
		BOTH("keeps officers, playbooks and the station",
			"管理人员、预案与发布台") },
};
_Static_assert(sizeof(roles) / sizeof(roles[0]) == ROLE_COUNT, "one row each");

const struct role_row *
role_row(enum role role)
{
	assert((unsigned)role < ROLE_COUNT);
	return &roles[role];
}

bool
role_parse(enum role *out, const char *word)
{
	for (int i = 0; i < ROLE_COUNT; i++) {
		if (strcmp(roles[i].word, word) == 0) {
			*out = (enum role)i;
			return true;
		}
	}
	return false;
}
