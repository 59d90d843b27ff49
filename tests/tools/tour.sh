# Sourced by demo.sh at a terminal: a drill waits for the visitor, who gets a
# page of what to press and then the console.

say_quiet()
{
	"$B/bin/crier" --station "$STATION" "$@" >/dev/null || bad "$*"
}

say_quiet --as "$DRAFTER" incident open rainstorm-flood --drill \
	--title 东安县城区内涝 --level II --occurred -40m --reported -30m
INCIDENT=$(ask '.rows[0].id' incident list)
say_quiet --as "$DRAFTER" message new "$INCIDENT" truth \
	--set "time=$(in_minutes -40)" --set "as_of=$(in_minutes -5)" \
	--set "$PLACE" --set "$EVENT" --set "$STAY" --set "$NEXT" \
	--set "$CONTACT" \
	--set 'actions=县防汛抗旱指挥部已启动Ⅲ级应急响应，消防救援大队正在河口乡逐户排查'
[ $BAD -eq 0 ] || exit 1

cat <<EOF

  Crier: a demonstration station, $STATION
  一个演示发布台；全部内容都是演练，不会离开这台计算机。

  A drill waits on the board: $INCIDENT, its first notice is drafted.
  看板上有一个演练事件：$INCIDENT，首发通报已起草。

    Enter   open the incident, then the message      进入事件、稿件
    ?       the keys of the screen at hand           本屏按键
    :       every command by name                    命令面板
    q       back, and out                            返回、退出

  You may be each of the demo officers in turn: press : and type a name (as
  lists them all); or act from another terminal:
  可以轮流扮演各位演示人员：按 : 输入姓名即可；也可在另一个终端里：

    export CRIER_STATION=$STATION
    $B/bin/crier --as OFFICER …       $B/bin/crier officer list

  The station is removed when you leave.  退出后演示台即删除。

EOF
read -r -p "  Enter / 回车 … " _
"$B/bin/crier" --station "$STATION" --as "$DRAFTER" console --tour
