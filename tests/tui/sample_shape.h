/*
 * Small answers, one for each screen that has no sample of its own.
 */
#ifndef CRIER_TESTS_TUI_SAMPLE_SHAPE_H
#define CRIER_TESTS_TUI_SAMPLE_SHAPE_H

static const char ledger[] =
	"{\"rows\":[{\"seq\":1,\"time\":1795499940000,\"by\":\"li\",\"kind\":"
	"\"incident.opened\",\"incident\":\"2026-0001\"},{\"seq\":2,\"time\":"
	"1795499950000,\"by\":\"wang\",\"kind\":\"message.created\","
	"\"incident\":\"2026-0001\"}],\"total\":2}";

static const char claims[] =
	"{\"rows\":[{\"id\":\"D2026-0001/c1\",\"incident\":\"D2026-0001\","
	"\"mode\":\"drill\",\"priority\":\"high\",\"verdict\":\"open\","
	"\"kind\":"
	"\"malice\",\"text\":\"水库大坝决堤\",\"reach\":120,\"seen\":"
	"1795499000000,\"evidence\":[]},{\"id\":\"D2026-0001/c2\",\"incident\":"
	"\"D2026-0001\",\"mode\":\"drill\",\"priority\":\"low\",\"verdict\":"
	"\"open\",\"kind\":\"misreport\",\"text\":\"学校停课\",\"reach\":3,"
	"\"seen\":1795499000000,\"evidence\":[]}],\"total\":2}";

static const char lines[] =
	"{\"rows\":[{\"topic\":\"cause\",\"text\":\"原因正在调查\",\"time\":"
	"1795499000000,\"by\":\"li\",\"waits\":true,\"proposed\":\"不谈原因\"},"
	"{\"topic\":\"place\",\"text\":\"城关镇\",\"time\":1795499000000}]}";

static const char partners[] =
	"{\"rows\":[{\"id\":\"town\",\"name\":\"东镇人民政府\",\"rank\":"
	"\"subordinate\",\"state\":\"active\",\"phone\":\"010-222333\","
	"\"by_hand\":true,\"may\":[]},{\"id\":\"city\",\"name\":"
	"\"市委宣传部\",\"rank\":\"superior\",\"state\":\"active\","
	"\"phone\":\"010-66001122\",\"order\":\"carried\",\"by_hand\":"
	"false,\"may\":[\"order\"]}]}";

static const char health[] =
	"{\"total\":2,\"rows\":[{\"account\":\"weibo\",\"name\":"
	"\"云溪发布\",\"owner\":\"县新闻办\",\"state\":\"active\","
	"\"grade\":\"ill\",\"reasons\":[]},{\"account\":\"site\","
	"\"name\":\"县网站\",\"owner\":\"县新闻办\",\"state\":"
	"\"active\",\"grade\":\"well\",\"reasons\":[]}]}";

static const char round_found[] =
	"{\"began\":1795456800000,\"ended\":1795457640000,\"accounts\":2,"
	"\"failed\":[{\"account\":\"weibo\",\"why\":\"口令不对\"}]}";

static const char figures[] =
	"{\"incident\":\"D2026-0001\",\"mode\":\"drill\",\"title\":"
	"\"柳河县暴雨洪涝\",\"figures\":[{\"id\":\"dead\",\"label\":{\"en\":"
	"\"dead\",\"zh\":\"遇难\"}},{\"id\":\"missing\",\"label\":{\"en\":"
	"\"missing\",\"zh\":\"失联\"}}],\"bulletins\":[{\"message\":"
	"\"D2026-0001/1\",\"number\":1,\"kind\":\"truth\",\"state\":"
	"\"released\",\"time\":1795490000000,\"title\":\"第1号\","
	"\"values\":{\"dead\":{\"value\":3,\"source\":\"县公安局\","
	"\"as_of\":1795489000000,\"verified\":false}}},{\"message\":"
	"\"D2026-0001/2\",\"number\":2,\"kind\":\"update\",\"state\":"
	"\"released\",\"time\":1795496000000,\"title\":\"第2号\","
	"\"values\":{\"dead\":{\"value\":5,\"change\":2,\"source\":"
	"\"县公安局\",\"as_of\":1795495000000,\"verified\":true}}}]}";

static const char proposed[] =
	"{\"rows\":[{\"what\":\"officer\",\"act\":\"officer.confirm\","
	"\"officer\":\"li\",\"user\":\"li\",\"name\":\"李法制\","
	"\"digest\":\"d2\",\"by\":\"chu\",\"had\":[\"reviewer\"],"
	"\"gives\":[\"reviewer\",\"signer\"],\"officers\":[]},{\"what\":"
	"\"account\",\"act\":\"account.confirm\",\"account\":\"weibo\","
	"\"name\":\"云溪发布\",\"who\":\"8\",\"was\":\"7\",\"by\":"
	"\"chu\",\"officers\":[]}]}";

static const char accounts[] =
	"{\"total\":2,\"next\":null,\"rows\":[{\"id\":\"weibo\","
	"\"name\":\"云溪发布\",\"owner\":\"县新闻办\",\"ok\":true,"
	"\"state\":\"active\"},{\"id\":\"site\",\"name\":\"县网站\","
	"\"owner\":\"县新闻办\",\"ok\":true,\"state\":\"active\"}]}";

#endif
