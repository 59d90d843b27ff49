# Sourced by demo.sh: what the demonstration says and publishes, in Chinese.

UNIT=云溪县人民政府新闻办公室
UNIT_MEDIA=云溪县融媒体中心
CALLED=李四
TITLE=东安县城区内涝
TITLE_ACTUAL=演示台实战发布
PLACE=place=东安县城关镇、河口乡
STAY=instruction=沿河和低洼处群众立即转移到高处，不要涉水，不要进入地下车库
REASON=已与县防指核对，口径一致
ACTIONS='actions=县防汛抗旱指挥部已启动Ⅲ级应急响应，消防救援大队正在河口乡逐户排查'
ACTIONS_ACTUAL='actions=县住建局正在排水，交警在下穿通道值守'
STANCE=('sympathy=对受灾群众，我们深感牵挂'
	'commitments=县民政局今晚20时前为转移群众备齐食宿')
REBUTTAL=('headline=东安水库大坝安全，运行正常'
	'fact=东安水库大坝完好，水位低于汛限水位1.2米'
	'claim=水库决堤' 'checked_by=县水利局和市水文局'
	'why=网传视频拍摄于2019年外省一座水库'
	'evidence=市水文局7月21日17时水位记录')
NEWS=news=河口乡被困群众正在转移
NEWS_LATER='news=河口乡被困群众全部转移，滨河路恢复通行'
BUREAU=县应急管理局
POLICE=县公安局
FOUND=1人已与家属取得联系
WRONG_RIGHT=('wrong=转移安置120人' 'right=转移安置1204人')
RECEIVER=本机接收端
DOUBLES='wechat weibo dingtalk feishu'
DOUBLE='演示替身（非真实平台：%s）'
OWNER=演示

H_DRILL='演练：%s 个账号，没有一个是真的'
H_LINES='口径：两人议定，以后每篇文稿都要遵守'
H_FIGURES='历次通报的每一个数字'
H_KEEP='没有新情况：为守承诺备好的一篇动态，可以送审'
H_MEDIA='第二个发布台：县融媒体中心，交换库是本机的一个文件夹'
H_JOINT='联合发布：融媒体中心加入演练，接令，用自己的账号发布'
H_GRID='牵头单位看到的'
H_ACTUAL='实战流程：本台自己的网站、1 个人工账号、3 个本机接收端、4 个平台替身'
H_HAND='人工发布的账号：取文、填证、复核'
H_CLOCKS='接收端的时钟看到的'
H_SITE='网站文件夹里有'
H_LEDGER='核验台账'
H_REPLAY='从档案库重放演练'
SKEW='时差：%s 毫秒'
SEEN='%d 个接收端，首尾相差 %.1f 毫秒'
REPLAYED='重放 %s 步，本台与克隆结果相同'
NO_LOCALE='本机没有生成语言环境 %s：不影响 Crier，一切照常用中文。'
BUILD_FIRST='请先构建：make demo'
END_WELL='一切正常'
END_BAD='有不对之处，见标有 !! 的行'
kind_title()
{
	case $1 in
	truth) echo 首发通报 ;; stance) echo 表明态度 ;;
	rebuttal) echo 辟谣 ;; update) echo 动态 ;;
	correction) echo 更正 ;; *) echo "$1" ;;
	esac
}

# say_sent SECONDS POSTS FILES
say_sent()
{
	cat <<-END
	没有发出任何内容：本次演示没有一个字离开这台计算机。
	  演练：  没有凭据，没有网络；各账号的结果都出自练习平台。
	  实战流程：$2 条发到本机（127.0.0.1）上为演示而设的接收端，4 条发到
	          按微信、微博、钉钉、飞书文档写成的替身；网站写了 $3 个文件，
	          随演示一起删除；人工账号无人发帖，填的地址是编的。
	  两个发布台、它们之间的文件夹、接收端和全部文件现已删除。用时 $1 秒。
	END
}

say_next()
{
	cat <<-END
	接下来：
	  自己试用：  B=.build/release/bin/crier
	              \$B init --demo ~/crier-demo --lang zh
	              export CRIER_STATION=~/crier-demo
	              \$B              控制台；? 看按键，: 找命令，q 退出
	  在控制台里带路：在终端里再运行一次 make demo
	  按预案写稿：先开一个演练事件（控制台里按 n，或
	              \$B --as $DRAFTER incident open …  --drill）
	  本单位安装：README.md 中 “How an office sets it up”
	  能证明什么、还不能证明什么：README.md 中
	              “What an approval proves today”
	  全部命令：  \$B help，\$B help --man
	END
}

say_tour()
{
	cat <<-END

	  Crier 演示台：$STATION
	  全部内容都是演练，不会离开这台计算机。

	  看板上有一个演练事件：$INCIDENT，首发通报已起草。

	    Enter   进入事件，再进入稿件
	    ?       本屏按键
	    :       命令面板，列出全部命令
	    L       切换中英文
	    q       返回、退出

	  可以轮流扮演各位演示人员：按 : 输入姓名（as 列出全部）；
	  也可以在另一个终端里：

	    export CRIER_STATION=$STATION
	    cd $TOP
	    .build/release/bin/crier officer list
	    .build/release/bin/crier --as 人员 …

	  退出后演示台即删除。

	END
}
PRESS='  回车开始 … '
