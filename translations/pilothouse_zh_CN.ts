<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Batch</name>
    <message>
        <source>can’t be planned</source>
        <translation>无法计划</translation>
    </message>
    <message>
        <source>nothing would change</source>
        <translation>没有任何变化</translation>
    </message>
    <message>
        <source>ready to go</source>
        <translation>可以开始</translation>
    </message>
    <message>
        <source>beginning …</source>
        <translation>正在开始……</translation>
    </message>
    <message>
        <source>refused, nothing was done</source>
        <translation>被拒绝，未做任何更改</translation>
    </message>
    <message numerus="yes">
        <source>Upgrade of %n release(s)</source>
        <translation>
            <numerusform>升级 %n 个 Release</numerusform>
        </translation>
    </message>
    <message>
        <source>can’t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>尚未查看</translation>
    </message>
    <message>
        <source>reading what is deployed …</source>
        <translation>正在读取已部署的内容……</translation>
    </message>
    <message>
        <source>will not be begun</source>
        <translation>不会开始</translation>
    </message>
    <message>
        <source>waiting for its turn</source>
        <translation>等待轮到它</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Nothing was sent for it.</source>
        <translation>没有为它发送任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n release(s) would change</source>
        <translation>
            <numerusform>%n 个 Release 会变化</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) are fine</source>
        <translation>
            <numerusform>%n 项检查正常</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a release above to see its own.</source>
        <translation>在上面选择一个 Release 查看它自己的检查。</translation>
    </message>
    <message>
        <source>%1 can’t be planned. Put it right or take it out.</source>
        <translation>无法为 %1 制定计划。请修正，或将它移出计划。</translation>
    </message>
    <message>
        <source>%1 can’t be read. Take it out, or compare again.</source>
        <translation>无法读取 %1。请将它移出计划，或重新比较。</translation>
    </message>
    <message numerus="yes">
        <source>Looking at %1 of %n release(s) …</source>
        <translation>
            <numerusform>正在查看第 %1 个，共 %n 个 Release……</numerusform>
        </translation>
    </message>
    <message>
        <source>No release is in the plan.</source>
        <translation>计划中没有 Release。</translation>
    </message>
    <message>
        <source>Reading what is deployed …</source>
        <translation>正在读取已部署的内容……</translation>
    </message>
    <message>
        <source>Choose the chart: a folder, a .tgz, a repository or an OCI reference.</source>
        <translation>请选择 Chart: 文件夹、.tgz、仓库或 OCI 引用。</translation>
    </message>
    <message>
        <source>The values for all can’t be read: %1</source>
        <translation>共用的值无法读取：%1</translation>
    </message>
    <message>
        <source>Another revision came in between.</source>
        <translation>期间出现了另一个修订。</translation>
    </message>
    <message>
        <source>Changes are locked here.</source>
        <translation>此处变更已锁定。</translation>
    </message>
    <message>
        <source>Type %1 to confirm.</source>
        <translation>请键入 %1 以确认。</translation>
    </message>
    <message>
        <source>This change is under way.</source>
        <translation>此变更正在进行。</translation>
    </message>
    <message>
        <source>Another operation on one of these releases has not ended yet.</source>
        <translation>其中某个 Release 的另一项操作尚未结束。</translation>
    </message>
    <message>
        <source>A newer revision appeared meanwhile: %1. What you ask for is kept.</source>
        <translation>期间出现了更新的修订：%1。您的要求已保留。</translation>
    </message>
    <message>
        <source>Upgrading %1</source>
        <translation>正在升级 %1</translation>
    </message>
    <message>
        <source>Beginning …</source>
        <translation>正在开始……</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n release(s) done</source>
        <translation>
            <numerusform>已完成 %1 个，共 %n 个 Release</numerusform>
        </translation>
    </message>
    <message>
        <source>no further one is begun</source>
        <translation>不再开始下一个</translation>
    </message>
    <message numerus="yes">
        <source>All %n release(s) are upgraded</source>
        <translation>
            <numerusform>全部 %n 个 Release 已升级</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n release(s) are upgraded</source>
        <translation>
            <numerusform>已升级 %1 个，共 %n 个 Release</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n release(s) were not begun</source>
        <translation>
            <numerusform>%n 个 Release 未开始</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped by you</source>
        <translation>由您停止</translation>
    </message>
    <message>
        <source>Stopped at %1</source>
        <translation>停在 %1</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>same build</source>
        <translation>同一构建</translation>
    </message>
    <message>
        <source>newer?</source>
        <translation>可能更新？</translation>
    </message>
    <message>
        <source>newer</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>older?</source>
        <translation>可能更旧？</translation>
    </message>
    <message>
        <source>older</source>
        <translation>更旧</translation>
    </message>
    <message>
        <source>chart and image disagree</source>
        <translation>Chart 与镜像不一致</translation>
    </message>
    <message>
        <source>different, order unknown</source>
        <translation>不同，先后未知</translation>
    </message>
    <message>
        <source>only in the first</source>
        <translation>仅前者有</translation>
    </message>
    <message>
        <source>only in the second</source>
        <translation>仅后者有</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>commit %1</source>
        <translation>提交 %1</translation>
    </message>
    <message>
        <source>commits %1 and %2</source>
        <translation>提交 %1 与 %2</translation>
    </message>
    <message>
        <source>image digest</source>
        <translation>镜像摘要</translation>
    </message>
    <message>
        <source>image tag</source>
        <translation>镜像标签</translation>
    </message>
    <message>
        <source>numbers of image tags: a guess</source>
        <translation>按镜像标签的数字推测</translation>
    </message>
    <message>
        <source>a tag that moves says nothing</source>
        <translation>浮动标签说明不了什么</translation>
    </message>
    <message>
        <source>images of other names</source>
        <translation>镜像名称不同</translation>
    </message>
    <message>
        <source>the chart says one thing, the image another</source>
        <translation>Chart 与镜像说法不一</translation>
    </message>
    <message>
        <source>the other one ran here before</source>
        <translation>对方的构建曾在此运行</translation>
    </message>
    <message>
        <source>neither names a commit</source>
        <translation>两边都没有提交号</translation>
    </message>
    <message>
        <source>Same build everywhere</source>
        <translation>全部为同一构建</translation>
    </message>
    <message>
        <source>%1 of %2 services are of another build</source>
        <extracomment>%1 of %2 services</extracomment>
        <translation>%2 个服务中有 %1 个构建不同</translation>
    </message>
    <message numerus="yes">
        <source>%n not known</source>
        <translation>
            <numerusform>%n 个未知</numerusform>
        </translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>Chart label</source>
        <translation>Chart 标签</translation>
    </message>
    <message>
        <source>Both have chart %1</source>
        <translation>两边都是 Chart %1</translation>
    </message>
    <message>
        <source>Chart %1 from %2</source>
        <translation>Chart %1，来自 %2</translation>
    </message>
    <message>
        <source>Chart from %1</source>
        <translation>Chart 来自 %1</translation>
    </message>
    <message>
        <source>Chart %1, rebuilt from the record</source>
        <translation>Chart %1，由发布记录重建</translation>
    </message>
    <message>
        <source>Chart %1 has subcharts, which no record keeps: choose it on the next page</source>
        <translation>Chart %1 含子 Chart，发布记录中不保存：请在下一页选择</translation>
    </message>
</context>
<context>
    <name>ContextTile</name>
    <message>
        <source>Not opened yet</source>
        <translation>尚未打开</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Waiting for your answer: may its credential plugin run?</source>
        <translation>等待您的答复：是否允许运行它的凭据插件？</translation>
    </message>
    <message>
        <source>Connection lost; showing what was last known</source>
        <translation>连接已中断；显示的是最后一次得到的数据</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
</context>
<context>
    <name>Environment</name>
    <message>
        <source>Production</source>
        <translation>生产</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>预发布</translation>
    </message>
    <message>
        <source>Playground</source>
        <translation>试验</translation>
    </message>
    <message>
        <source>Not named yet</source>
        <translation>尚未指定</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>No answer in time.</source>
        <translation>等待应答超时。</translation>
    </message>
    <message>
        <source>Check VPN and network, then try again. Other contexts are not affected.</source>
        <translation>请检查 VPN 和网络后重试。其他集群上下文不受影响。</translation>
    </message>
    <message>
        <source>The server can&apos;t be reached.</source>
        <translation>无法连接到服务器。</translation>
    </message>
    <message>
        <source>Check VPN, proxy and the address in your kubeconfig, then try again.</source>
        <translation>请检查 VPN、代理以及 kubeconfig 中的地址，然后重试。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted.</source>
        <translation>服务器的证书不受信任。</translation>
    </message>
    <message>
        <source>Nothing was sent. Check certificate-authority in your kubeconfig, and that nobody sits in between.</source>
        <translation>没有发送任何内容。请检查 kubeconfig 中的 certificate-authority，并确认中间没有人截听。</translation>
    </message>
    <message>
        <source>The server does not accept your login.</source>
        <translation>服务器不接受您的登录凭据。</translation>
    </message>
    <message>
        <source>Log in again with your cluster&apos;s own command, then try again.</source>
        <translation>请用集群自带的登录命令重新登录，然后重试。</translation>
    </message>
    <message>
        <source>The answer is not what a Kubernetes server sends.</source>
        <translation>收到的应答不像来自 Kubernetes 服务器。</translation>
    </message>
    <message>
        <source>A proxy or login page may have answered instead. Look at the request in the HTTP trace.</source>
        <translation>应答可能来自代理或登录页面。请在 HTTP 跟踪中查看这条请求。</translation>
    </message>
    <message>
        <source>You may not do this.</source>
        <translation>您没有权限执行此操作。</translation>
    </message>
    <message>
        <source>Ask for the right named below, or pick a namespace you may read.</source>
        <translation>请申请下面列出的权限，或选择一个您有权读取的命名空间。</translation>
    </message>
    <message>
        <source>It is not there (any more).</source>
        <translation>它不存在（或已不在）。</translation>
    </message>
    <message>
        <source>It may have been deleted or renamed. Refresh the list and pick it again.</source>
        <translation>它可能已被删除或改名。请刷新列表后重新选择。</translation>
    </message>
    <message>
        <source>Somebody else changed it at the same time.</source>
        <translation>有人同时修改了它。</translation>
    </message>
    <message>
        <source>Look at the present state, then do it again.</source>
        <translation>请先查看当前状态，再重新操作。</translation>
    </message>
    <message>
        <source>This view of the list has expired on the server.</source>
        <translation>服务器上的这份列表已过期。</translation>
    </message>
    <message>
        <source>Nothing is lost: load the list again.</source>
        <translation>没有丢失任何内容：重新加载列表即可。</translation>
    </message>
    <message>
        <source>The request was refused as not valid.</source>
        <translation>请求无效，已被拒绝。</translation>
    </message>
    <message>
        <source>Read the reason below and correct what it names.</source>
        <translation>请阅读下面的原因，并改正其中指出的内容。</translation>
    </message>
    <message>
        <source>The server asks to slow down.</source>
        <translation>服务器要求放慢请求。</translation>
    </message>
    <message>
        <source>Wait a moment; it goes on by itself.</source>
        <translation>请稍候，会自动继续。</translation>
    </message>
    <message>
        <source>The server failed while answering.</source>
        <translation>服务器在应答时出错。</translation>
    </message>
    <message>
        <source>Try again. If it stays, look at the health of the API server.</source>
        <translation>请重试。如果仍然出错，请查看 API Server 的健康状况。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Start it again when you want it.</source>
        <translation>需要时可重新开始。</translation>
    </message>
    <message>
        <source>The text can&apos;t be read.</source>
        <translation>无法解析这段文本。</translation>
    </message>
    <message>
        <source>Correct it at the place named below.</source>
        <translation>请在下面指出的位置改正。</translation>
    </message>
    <message>
        <source>The file can&apos;t be read or written.</source>
        <translation>无法读写该文件。</translation>
    </message>
    <message>
        <source>Check that it exists, that it is yours, and that the disk has room.</source>
        <translation>请确认文件存在、属于您，并且磁盘有剩余空间。</translation>
    </message>
    <message>
        <source>A program that was started failed.</source>
        <translation>启动的程序运行失败。</translation>
    </message>
    <message>
        <source>Run the same command in a terminal to see what it needs.</source>
        <translation>请在终端中运行同一条命令，看看它缺少什么。</translation>
    </message>
    <message>
        <source>HTTP status %1 %2</source>
        <extracomment>%1 is a number such as 403, %2 the server&apos;s one-word reason, possibly empty</extracomment>
        <translation>HTTP 状态 %1 %2</translation>
    </message>
    <message numerus="yes">
        <source>The server asks to wait %n second(s) before trying again.</source>
        <translation>
            <numerusform>服务器要求等待 %n 秒后再重试。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ForwardsModel</name>
    <message>
        <source>a free one</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>正在监听</translation>
    </message>
    <message>
        <source>no pod is ready</source>
        <translation>没有就绪的 Pod</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>no answer</source>
        <extracomment>a forward whose cluster does not answer at the moment</extracomment>
        <translation>没有应答</translation>
    </message>
</context>
<context>
    <name>HealthText</name>
    <message>
        <source>%1/%2 ready</source>
        <translation>%1/%2 就绪</translation>
    </message>
    <message>
        <source>%1 of %2 replicas are created</source>
        <translation>%2 个副本中已创建 %1 个</translation>
    </message>
    <message>
        <source>%1 of %2 replicas are updated</source>
        <translation>%2 个副本中已更新 %1 个</translation>
    </message>
    <message>
        <source>%1 of %2 replicas are available</source>
        <translation>%2 个副本中可用 %1 个</translation>
    </message>
    <message>
        <source>%1 of %2 replicas are ready</source>
        <translation>%2 个副本中就绪 %1 个</translation>
    </message>
    <message>
        <source>%1 of %2 replicas are current</source>
        <translation>%2 个副本中为当前版本 %1 个</translation>
    </message>
    <message>
        <source>%1 of %2 replicas are labelled</source>
        <translation>%2 个副本中标签完整 %1 个</translation>
    </message>
    <message>
        <source>%1 old replicas are still to go</source>
        <translation>还有 %1 个旧副本待移除</translation>
    </message>
    <message>
        <source>container %1 ended with exit code %2</source>
        <translation>容器 %1 已退出，退出码 %2</translation>
    </message>
    <message>
        <source>the new ReplicaSet is not available</source>
        <translation>新的 ReplicaSet 不可用</translation>
    </message>
    <message>
        <source>the Deployment is not available</source>
        <translation>该 Deployment 不可用</translation>
    </message>
    <message>
        <source>pods are replaced when they are deleted (OnDelete)</source>
        <translation>Pod 被删除后才会替换 (OnDelete)</translation>
    </message>
    <message>
        <source>the update revision is not the current one yet</source>
        <translation>更新的版本尚未成为当前版本</translation>
    </message>
    <message>
        <source>the controller has not seen it yet</source>
        <translation>控制器尚未处理它</translation>
    </message>
    <message>
        <source>the controller has not said how many pods are wanted</source>
        <translation>控制器尚未给出期望的 Pod 数</translation>
    </message>
    <message>
        <source>the job has not started</source>
        <translation>任务尚未开始</translation>
    </message>
    <message>
        <source>the job is running</source>
        <translation>任务正在运行</translation>
    </message>
    <message>
        <source>the claim is %1</source>
        <translation>存储声明状态为 %1</translation>
    </message>
    <message>
        <source>the Service has no cluster IP yet</source>
        <translation>该 Service 尚无集群 IP</translation>
    </message>
    <message>
        <source>the kind is not served yet</source>
        <translation>该资源类型尚未提供服务</translation>
    </message>
    <message>
        <source>the pod runs, but is not ready</source>
        <translation>Pod 已运行，但未就绪</translation>
    </message>
    <message>
        <source>the pod has not started yet</source>
        <translation>Pod 尚未启动</translation>
    </message>
</context>
<context>
    <name>Mode</name>
    <message>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Troubleshooting</source>
        <translation>排障</translation>
    </message>
    <message>
        <source>Changes open</source>
        <translation>变更已解锁</translation>
    </message>
    <message>
        <source>Nothing you press changes the cluster.</source>
        <translation>无论按什么，都不会改动集群。</translation>
    </message>
    <message>
        <source>Shells and port-forwards too; objects and releases stay as they are.</source>
        <translation>还可以进入容器和转发端口；对象与 Release 保持不变。</translation>
    </message>
    <message>
        <source>Upgrade, roll back, install and uninstall, each with its difference first.</source>
        <translation>升级、回滚、安装、卸载，都先看差异。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>Changes locked</source>
        <translation>变更已锁定</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is a mode such as &quot;Changes open&quot;, %2 the time until it locks</extracomment>
        <translation>%1，剩余 %2</translation>
    </message>
    <message>
        <source>This context is not connected: nothing can be changed.</source>
        <translation>此集群上下文未连接，无法变更。</translation>
    </message>
    <message>
        <source>Changes are locked: %1</source>
        <translation>变更已锁定：%1</translation>
    </message>
    <message>
        <source>This place is read-only. Open changes with the lock at the top right.</source>
        <translation>此处只读。点右上角的锁可解锁变更。</translation>
    </message>
    <message>
        <source>This place is open for troubleshooting only. Open changes with the lock at the top right.</source>
        <translation>此处只开放排障。点右上角的锁可解锁变更。</translation>
    </message>
</context>
<context>
    <name>ObjectChangeWords</name>
    <message>
        <source>It is not the object that was shown: that one was deleted, and this one has its name.</source>
        <translation>这不是刚才显示的对象：原对象已被删除，这个只是与它同名。</translation>
    </message>
    <message>
        <source>It, or the namespace it is to be in, is not there.</source>
        <translation>它或它要放入的命名空间不存在。</translation>
    </message>
    <message>
        <source>Objects of this kind have no number of replicas.</source>
        <translation>这类对象没有副本数。</translation>
    </message>
    <message>
        <source>Only Deployments, StatefulSets and DaemonSets can roll out anew.</source>
        <translation>只有 Deployment、StatefulSet 和 DaemonSet 可以重新滚动发布。</translation>
    </message>
    <message>
        <source>The server has no such kind of object.</source>
        <translation>服务器上没有这类对象。</translation>
    </message>
    <message>
        <source>A hidden value can be left as it is or written anew, but not moved.</source>
        <translation>被隐藏的值可以保持原样或重新填写，但不能移动。</translation>
    </message>
    <message>
        <source>Somebody else changed it, or owns a field of it.</source>
        <translation>别人已修改它，或拥有它的某个字段。</translation>
    </message>
    <message>
        <source>A field that can’t be changed afterwards: delete the object and make it anew.</source>
        <translation>该字段创建后不可修改：请删除对象后重新创建。</translation>
    </message>
    <message>
        <source>A rule of this cluster does not allow it.</source>
        <translation>此集群的规则不允许这样做。</translation>
    </message>
    <message>
        <source>This account may not do that.</source>
        <translation>此账号无权执行该操作。</translation>
    </message>
    <message>
        <source>The server refuses it.</source>
        <translation>服务器拒绝了该操作。</translation>
    </message>
    <message>
        <source>It is being deleted already and waits for its finalizers or its grace period.</source>
        <translation>它已在删除中，正在等待 finalizer 或宽限期结束。</translation>
    </message>
    <message>
        <source>It is gone already.</source>
        <translation>它已经被删除了。</translation>
    </message>
    <message>
        <source>It is as wanted already.</source>
        <translation>它已经是所要求的状态。</translation>
    </message>
    <message>
        <source>%1: will be created</source>
        <translation>%1：将被创建</translation>
    </message>
    <message>
        <source>%1: will be changed</source>
        <translation>%1：将被修改</translation>
    </message>
    <message>
        <source>%1: from %2 to %3 replicas</source>
        <translation>%1：副本数从 %2 变为 %3</translation>
    </message>
    <message>
        <source>%1: will be deleted</source>
        <translation>%1：将被删除</translation>
    </message>
    <message>
        <source>Release %1 made it: the next upgrade or rollback may take the change back.</source>
        <translation>它由 Release %1 创建：下一次升级或回滚可能会撤销此更改。</translation>
    </message>
    <message>
        <source>%1 deploys it from elsewhere and will take the change back.</source>
        <translation>%1 从别处部署它，会撤销此更改。</translation>
    </message>
    <message>
        <source>%1 controls it and will make it anew or take the change back.</source>
        <translation>%1 控制着它，会重新创建它或撤销此更改。</translation>
    </message>
    <message>
        <source>The autoscaler %1 sets the number of replicas too.</source>
        <translation>自动扩缩器 %1 也会设置副本数。</translation>
    </message>
    <message numerus="yes">
        <source>Nothing of it will run any more: %n pod(s) end.</source>
        <translation>
            <numerusform>它将不再有任何实例运行：%n 个 Pod 将终止。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is paused: nothing rolls out until it is resumed.</source>
        <translation>%1 已暂停：恢复之前不会滚动发布。</translation>
    </message>
    <message>
        <source>%1 renews a pod only when the pod is deleted by hand.</source>
        <translation>%1 只有在手动删除 Pod 后才会更新该 Pod。</translation>
    </message>
    <message>
        <source>%1 stays until these finalizers let it go: %2</source>
        <translation>在这些 finalizer 放行之前 %1 会一直保留：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n running pod(s) end with it.</source>
        <translation>
            <numerusform>%n 个运行中的 Pod 将随之终止。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other object(s) go with it.</source>
        <translation>
            <numerusform>%n 个其他对象将随之删除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Namespace %1 goes with everything in it: %n object(s).</source>
        <translation>
            <numerusform>命名空间 %1 及其中的一切都将删除：%n 个对象。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The kind %1 goes, and with it all %n object(s) of it in every namespace.</source>
        <translation>
            <numerusform>类型 %1 将被删除，所有命名空间中该类型的全部 %n 个对象也将随之删除。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 stands for stored data. The volume is kept, but nothing uses it any more.</source>
        <translation>%1 代表已存储的数据。卷会保留，但不再有任何对象使用它。</translation>
    </message>
    <message>
        <source>%1 stands for stored data, which may be gone for good.</source>
        <translation>%1 代表已存储的数据，删除后可能无法找回。</translation>
    </message>
    <message>
        <source>No other node takes new pods then: nothing can be scheduled.</source>
        <translation>此后没有其他节点可接收新 Pod：将无法调度。</translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s) run on %1 and stay there; new ones go elsewhere.</source>
        <translation>
            <numerusform>%1 上运行着 %n 个 Pod，它们会留在原处；新的 Pod 将调度到别处。</numerusform>
        </translation>
    </message>
    <message>
        <source>It could not be tried: a webhook of this cluster knows no dry run.</source>
        <translation>无法试运行：此集群的某个 webhook 不支持试运行。</translation>
    </message>
    <message>
        <source>Not everything in %1 may be listed: more may go than is shown.</source>
        <translation>%1 中并非所有内容都可列出：实际删除的可能比显示的多。</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1：已完成</translation>
    </message>
    <message>
        <source>%1: was so already</source>
        <translation>%1：本来就是如此</translation>
    </message>
    <message>
        <source>%1: is ending</source>
        <translation>%1：正在终止</translation>
    </message>
    <message>
        <source>%1: failed</source>
        <translation>%1：失败</translation>
    </message>
    <message>
        <source>%1: not begun</source>
        <translation>%1：未开始</translation>
    </message>
    <message>
        <source>It is not as it was when it was looked at. Look again.</source>
        <translation>它与查看时已不同。请重新查看。</translation>
    </message>
    <message>
        <source>It was done, and somebody changed it again at once: %1</source>
        <translation>已完成，但随即又被别人修改：%1</translation>
    </message>
    <message>
        <source>The server said yes; how it is now could not be read: %1</source>
        <translation>服务器已接受；但无法读取当前状态：%1</translation>
    </message>
    <message>
        <source>It waits for its finalizers or its grace period.</source>
        <translation>它在等待 finalizer 或宽限期结束。</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>扩缩</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Cordon</source>
        <translation>停止调度</translation>
    </message>
    <message>
        <source>Uncordon</source>
        <translation>恢复调度</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>%1: loses its owner and stays</source>
        <translation>%1：失去所有者，但会保留</translation>
    </message>
    <message>
        <source>%1: goes with it</source>
        <translation>%1：随之删除</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>以及另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>Delete Pod shop/web</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>编辑 %1</translation>
    </message>
    <message>
        <source>Create from YAML</source>
        <translation>从 YAML 创建</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>Delete in eks_prd-app</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Nobody makes this pod anew when it goes. Tick “Pods nobody makes anew” to take it along.</source>
        <translation>这个 Pod 离开后没有人会重建它。勾选“没有人会重建的 Pod”可将它一并带走。</translation>
    </message>
    <message>
        <source>What it keeps in an emptyDir volume goes with it. Tick “Local data” to take it along.</source>
        <translation>它存放在 emptyDir 卷中的内容会随之消失。勾选“本地数据”可将它一并带走。</translation>
    </message>
    <message>
        <source>More than one PodDisruptionBudget is about this pod: the server evicts no such pod.</source>
        <translation>有不止一个 PodDisruptionBudget 涉及这个 Pod：服务器不会驱逐这样的 Pod。</translation>
    </message>
    <message>
        <source>Stays: its DaemonSet puts one on every node.</source>
        <translation>保留：它的 DaemonSet 在每个节点上都放一个。</translation>
    </message>
    <message>
        <source>Stays: the node runs it from its own files.</source>
        <translation>保留：由节点根据自己的文件运行。</translation>
    </message>
    <message>
        <source>%1: will be evicted</source>
        <translation>%1：将被驱逐</translation>
    </message>
    <message>
        <source>A budget holds it now; it is asked again until it may go: %1</source>
        <translation>现在被中断预算挡住；会一直重试直到允许离开：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s) are asked to go and start elsewhere, if there is room for them.</source>
        <translation>
            <numerusform>将请求 %n 个 Pod 离开；若别处有空间，它们会在那里启动。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 may not go now: %2</source>
        <translation>%1 现在不能离开：%2</translation>
    </message>
    <message>
        <source>%1 is gone for good: nobody makes it anew.</source>
        <translation>%1 将永久消失：没有人会重建它。</translation>
    </message>
    <message>
        <source>%1 loses what it keeps in emptyDir volumes.</source>
        <translation>%1 会失去存放在 emptyDir 卷中的内容。</translation>
    </message>
    <message>
        <source>%1: held by a budget, asked again</source>
        <translation>%1：被中断预算挡住，会重试</translation>
    </message>
    <message>
        <source>It came to the node after it was looked at. Look again to move it too.</source>
        <translation>它在查看之后才来到该节点。重新查看即可将它一并迁走。</translation>
    </message>
    <message>
        <source>%1: will take no new pods</source>
        <translation>%1：将不再接收新的 Pod</translation>
    </message>
    <message>
        <source>%1: will take new pods again</source>
        <translation>%1：将重新接收新的 Pod</translation>
    </message>
    <message>
        <source>%1: will roll out anew, by its update strategy</source>
        <translation>%1：将按其更新策略重新滚动发布</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n pod(s) have left</source>
        <translation>
            <numerusform>已离开 %1 个，共 %n 个 Pod</numerusform>
        </translation>
    </message>
    <message>
        <source>Drain</source>
        <translation>排空</translation>
    </message>
</context>
<context>
    <name>ObjectOverview</name>
    <message>
        <source>%1 ago</source>
        <comment>5 min ago</comment>
        <translation>%1前</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Faulty</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>正在终止</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>State not known</source>
        <translation>状态未知</translation>
    </message>
    <message>
        <source>made %1</source>
        <translation>创建于 %1</translation>
    </message>
    <message>
        <source>Being deleted since %1</source>
        <translation>自 %1 起正在删除</translation>
    </message>
    <message>
        <source>Made by %1 %2</source>
        <translation>由 %1 %2 创建</translation>
    </message>
    <message>
        <source>Of release %1/%2</source>
        <translation>属于 Release %1/%2</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>状况</translation>
    </message>
    <message>
        <source>running since %1</source>
        <translation>自 %1 起运行</translation>
    </message>
    <message>
        <source>waiting: %1</source>
        <translation>等待中：%1</translation>
    </message>
    <message>
        <source>ended with %1: %2, %3</source>
        <translation>已结束，退出码 %1：%2，%3</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>上一次：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n restart(s)</source>
        <translation>
            <numerusform>重启 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Init containers</source>
        <translation>Init 容器</translation>
    </message>
    <message>
        <source>Containers</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>Debug containers</source>
        <translation>调试容器</translation>
    </message>
    <message>
        <source>Selects pods by</source>
        <translation>选择 Pod 的标签</translation>
    </message>
    <message>
        <source>On node %1, address %2</source>
        <translation>位于节点 %1，地址 %2</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) in %1</source>
        <translation>
            <numerusform>%1 内 %n 次</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Deployed by a pipeline: %1. An upgrade or a rollback here is undone by its next run, unless Git changes too.</source>
        <translation>由流水线部署：%1。在此升级或回滚会被它的下一次运行撤销，除非 Git 也一并修改。</translation>
    </message>
    <message>
        <source>Deployed from Git: %1. An upgrade or a rollback here is undone by the next sync, unless Git changes too.</source>
        <translation>由 Git 部署：%1。在此升级或回滚会被下一次同步撤销，除非 Git 也一并修改。</translation>
    </message>
    <message>
        <source>a rule without a name</source>
        <translation>未命名的规则</translation>
    </message>
    <message>
        <source>Deployed. What is ready is not known yet.</source>
        <translation>已部署。就绪情况尚不清楚。</translation>
    </message>
    <message>
        <source>Deployed. It has no workloads.</source>
        <translation>已部署。没有工作负载。</translation>
    </message>
    <message numerus="yes">
        <source>Deployed. All %n workload(s) are ready.</source>
        <translation>
            <numerusform>已部署。全部 %n 个工作负载已就绪。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deployed, and %1 of %n workload(s) are not ready.</source>
        <translation>
            <numerusform>已部署，但 %n 个工作负载中有 %1 个未就绪。</numerusform>
        </translation>
    </message>
    <message>
        <source>Revision %1 failed.</source>
        <translation>修订 %1 失败。</translation>
    </message>
    <message>
        <source>Stuck in %1 for %2.</source>
        <extracomment>%1 a status such as pending-upgrade, %2 a duration such as 2 h</extracomment>
        <translation>卡在 %1 已 %2。</translation>
    </message>
    <message>
        <source>Under way: %1.</source>
        <translation>正在进行：%1。</translation>
    </message>
    <message>
        <source>Its status is %1.</source>
        <translation>状态为 %1。</translation>
    </message>
    <message>
        <source>Revision %1 is %2.</source>
        <translation>修订 %1 的状态为 %2。</translation>
    </message>
    <message>
        <source>server-side apply (ssa)</source>
        <translation>服务器端 Apply（ssa）</translation>
    </message>
    <message>
        <source>client-side patch (%1)</source>
        <translation>客户端 Patch（%1）</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>App version</source>
        <translation>应用版本</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>更新时间</translation>
    </message>
    <message>
        <source>%1 (%2 ago)</source>
        <translation>%1（%2前）</translation>
    </message>
    <message>
        <source>First installed</source>
        <translation>首次安装</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Deployed revision</source>
        <translation>已部署的修订</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Applied by</source>
        <translation>Apply 方式</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>归属</translation>
    </message>
    <message>
        <source>no controller known</source>
        <translation>未发现控制器</translation>
    </message>
    <message>
        <source>Stored in</source>
        <translation>存储于</translation>
    </message>
    <message>
        <source>Chart says</source>
        <translation>Chart 声明</translation>
    </message>
    <message>
        <source>it is deprecated</source>
        <translation>已弃用</translation>
    </message>
    <message>
        <source>Record is odd</source>
        <translation>记录有疑点</translation>
    </message>
    <message>
        <source>The first revision that is kept</source>
        <translation>保留的最早一个修订</translation>
    </message>
    <message>
        <source>Changed against revision %1</source>
        <translation>与修订 %1 相比的变化</translation>
    </message>
    <message>
        <source>rollback to %1</source>
        <translation>回滚到修订 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) changed</source>
        <translation>
            <numerusform>%n 个值有变化</numerusform>
        </translation>
    </message>
    <message>
        <source>no subchart, image or value</source>
        <translation>子 Chart、镜像和值均无变化</translation>
    </message>
    <message>
        <source> Revision %1 still serves.</source>
        <extracomment>follows another sentence: the blank before it is part of it where the language wants one</extracomment>
        <translation>修订 %1 仍在服务。</translation>
    </message>
    <message>
        <source> The newest is %1.</source>
        <extracomment>follows another sentence: the blank before it is part of it where the language wants one</extracomment>
        <translation>最新修订为 %1。</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>Upgrade</source>
        <translation>升级</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>回滚</translation>
    </message>
    <message>
        <source>Uninstall</source>
        <translation>卸载</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Install in %1</source>
        <translation>安装到 %1</translation>
    </message>
    <message>
        <source>Upgrade in %1</source>
        <translation>在 %1 升级</translation>
    </message>
    <message>
        <source>Roll back in %1</source>
        <translation>在 %1 回滚</translation>
    </message>
    <message>
        <source>Uninstall from %1</source>
        <translation>从 %1 卸载</translation>
    </message>
    <message>
        <source>Test in %1</source>
        <translation>在 %1 测试</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>does not wait for readiness</source>
        <translation>不等待就绪</translation>
    </message>
    <message>
        <source>hooks up to %1</source>
        <translation>Hook 最长 %1</translation>
    </message>
    <message>
        <source>waits up to %1</source>
        <translation>最长等待 %1</translation>
    </message>
    <message>
        <source>undo on failure</source>
        <translation>失败时撤销</translation>
    </message>
    <message>
        <source>no undo on failure</source>
        <translation>失败时不撤销</translation>
    </message>
    <message>
        <source>no hooks</source>
        <translation>不运行 Hook</translation>
    </message>
    <message>
        <source>There is no helm on this machine. Install helm 3 or 4, or choose one under Options. Reading works without it.</source>
        <translation>本机没有 helm。请安装 helm 3 或 4，或在“选项”里指定。只读功能不受影响。</translation>
    </message>
    <message>
        <source>The helm found here is too old: %1. Helm 3 or 4 is needed.</source>
        <translation>找到的 helm 太旧：%1。需要 helm 3 或 4。</translation>
    </message>
    <message>
        <source>helm can&apos;t render this: %1</source>
        <extracomment>%1 is what helm itself printed</extracomment>
        <translation>helm 无法渲染：%1</translation>
    </message>
    <message>
        <source>Revision %1 (%2) appeared at %3 while you were editing.</source>
        <translation>你编辑期间，%3 出现了修订 %1 (%2)。</translation>
    </message>
    <message>
        <source>It is %1: “%2”.</source>
        <translation>它是 %1：“%2”。</translation>
    </message>
    <message>
        <source>Your edits are kept.</source>
        <translation>你的编辑已保留。</translation>
    </message>
    <message>
        <source>helm is rendering what you typed …</source>
        <translation>helm 正在渲染你输入的内容 …</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>正在比较 …</translation>
    </message>
    <message>
        <source>Checking …</source>
        <translation>正在检查 …</translation>
    </message>
    <message>
        <source>Choose the revision to go back to.</source>
        <translation>请选择要回到的修订。</translation>
    </message>
    <message>
        <source>Give the release a name and a namespace.</source>
        <translation>请填写 Release 的名称和命名空间。</translation>
    </message>
    <message>
        <source>Choose the chart: a folder, a .tgz, a repository or an OCI reference.</source>
        <translation>请选择 Chart: 文件夹、.tgz、仓库或 OCI 引用。</translation>
    </message>
    <message>
        <source>Reading what is deployed …</source>
        <translation>正在读取已部署的内容 …</translation>
    </message>
    <message>
        <source>%1 stands for no hidden value. Take it out, or undo.</source>
        <translation>%1 不对应任何隐藏值。请删掉它，或撤销。</translation>
    </message>
    <message>
        <source>There is nothing to apply: helm could not render it.</source>
        <translation>没有可应用的内容：helm 未能渲染。</translation>
    </message>
    <message>
        <source>Type %1 to confirm.</source>
        <translation>请键入 %1 以确认。</translation>
    </message>
    <message>
        <source>This change is under way.</source>
        <translation>此变更正在进行。</translation>
    </message>
    <message>
        <source>Another operation on this release has not ended yet.</source>
        <translation>此 Release 的另一个操作尚未结束。</translation>
    </message>
    <message>
        <source>Another revision came in between.</source>
        <translation>中间出现了别的修订。</translation>
    </message>
    <message>
        <source>Changes are locked here.</source>
        <translation>此处变更已锁定。</translation>
    </message>
    <message>
        <source>There is no helmfile on this machine. Install it from its releases page (github.com/helmfile/helmfile) or with your package manager, so that it is on your PATH; then try again.</source>
        <translation>这台机器上没有 helmfile。请从其发布页（github.com/helmfile/helmfile）或用包管理器安装，使它位于 PATH 中，然后重试。</translation>
    </message>
    <message>
        <source>There is no helmfile at %1.</source>
        <translation>%1 处没有 helmfile。</translation>
    </message>
    <message>
        <source>%1 is code: its templates run programs on this machine, as you. Rendering runs it. If it is changed later, you are asked again; files it includes are not looked at.</source>
        <translation>%1 是代码：它的模板会以您的身份在这台机器上运行程序。渲染就会运行它。以后若有改动，会再次询问您；它所包含的文件不在检查之列。</translation>
    </message>
    <message>
        <source>The helmfile has no releases for this environment and selector.</source>
        <translation>在此环境与选择器下，helmfile 中没有 Release。</translation>
    </message>
    <message>
        <source>The helmfile has no release %1 for this environment and selector. It has: %2.</source>
        <translation>在此环境与选择器下，helmfile 中没有 Release %1。它有：%2。</translation>
    </message>
    <message>
        <source>%1 can’t be given to helmfile: %2.</source>
        <translation>%1 不能交给 helmfile：%2。</translation>
    </message>
    <message>
        <source>helmfile can&apos;t render this: %1</source>
        <extracomment>%1 is what helmfile itself printed</extracomment>
        <translation>helmfile 无法渲染：%1</translation>
    </message>
    <message>
        <source>The helmfile does not install %1: %2.</source>
        <translation>helmfile 不会安装 %1：%2。</translation>
    </message>
</context>
<context>
    <name>PlanCheck</name>
    <message>
        <source>Newest revision is at rest</source>
        <translation>最新修订已稳定</translation>
    </message>
    <message>
        <source>Somebody made %1 meanwhile</source>
        <translation>期间有人创建了 %1</translation>
    </message>
    <message>
        <source>The release is gone meanwhile</source>
        <translation>期间 Release 已消失</translation>
    </message>
    <message>
        <source>%1 was uninstalled and its history kept</source>
        <translation>%1 已卸载，但保留了历史</translation>
    </message>
    <message>
        <source>A release %1 is there already</source>
        <translation>已存在 Release %1</translation>
    </message>
    <message>
        <source>%1 has no revision that can be upgraded</source>
        <translation>%1 没有可升级的修订</translation>
    </message>
    <message>
        <source>There is no release %1</source>
        <translation>没有 Release %1</translation>
    </message>
    <message>
        <source>%1 exists and is not of this release</source>
        <translation>%1 已存在，不属于此 Release</translation>
    </message>
    <message>
        <source>%1 will be taken over</source>
        <translation>%1 将被接管</translation>
    </message>
    <message>
        <source>Can&apos;t see whether a %1 owns this release</source>
        <translation>无法得知是否有 %1 拥有此 Release</translation>
    </message>
    <message>
        <source>Changes are open here</source>
        <translation>此处变更已解锁</translation>
    </message>
    <message>
        <source>Changes are locked</source>
        <translation>变更已锁定</translation>
    </message>
    <message>
        <source>Same cluster, same user as always</source>
        <translation>集群与用户同以往一致</translation>
    </message>
    <message>
        <source>Another cluster or user than before</source>
        <translation>集群或用户与以往不同</translation>
    </message>
    <message>
        <source>You may change all of it</source>
        <translation>你有权变更全部对象</translation>
    </message>
    <message>
        <source>You may not: %1</source>
        <translation>你无权：%1</translation>
    </message>
    <message>
        <source>Your rights could not be asked for</source>
        <translation>无法查询你的权限</translation>
    </message>
    <message>
        <source>The server does not know the kind of %1</source>
        <translation>服务器不认识 %1 的类型</translation>
    </message>
    <message>
        <source>helm %1 is not made for this server</source>
        <translation>helm %1 不适配此服务器版本</translation>
    </message>
    <message>
        <source>helm %1 has a known vulnerability</source>
        <translation>helm %1 有已知漏洞</translation>
    </message>
    <message>
        <source>A helm plugin is broken</source>
        <translation>有 helm 插件已损坏</translation>
    </message>
    <message>
        <source>These values were last used in %1</source>
        <translation>这些值上次用于 %1</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Values: %1</source>
        <translation>值：%1</translation>
    </message>
    <message>
        <source>A field that can&apos;t change: %1</source>
        <translation>不可变字段：%1</translation>
    </message>
    <message>
        <source>Another manager owns fields of %1</source>
        <translation>%1 的字段归其他管理者所有</translation>
    </message>
    <message>
        <source>Your values hold the old image: %1</source>
        <translation>你的值固定了旧镜像：%1</translation>
    </message>
    <message>
        <source>The record of %1 is near the size limit</source>
        <translation>%1 的记录接近大小上限</translation>
    </message>
    <message>
        <source>The history limit prunes %1</source>
        <translation>历史上限将清除 %1</translation>
    </message>
    <message>
        <source>Can be rolled back to %1</source>
        <translation>可回滚到 %1</translation>
    </message>
    <message>
        <source>First revision: the way back is to uninstall</source>
        <translation>首个修订：退路是卸载</translation>
    </message>
    <message>
        <source>There is no revision to go back to</source>
        <translation>没有可回滚到的修订</translation>
    </message>
    <message>
        <source>Data in volumes is not rolled back</source>
        <translation>卷中的数据不会回滚</translation>
    </message>
    <message>
        <source>Custom resource definitions are not rolled back</source>
        <translation>CRD 不会回滚</translation>
    </message>
    <message>
        <source>What hooks do is not undone</source>
        <translation>Hook 所做的不会撤销</translation>
    </message>
    <message>
        <source>Secrets go back to what they were in %1</source>
        <translation>Secret 会变回 %1 时的内容</translation>
    </message>
    <message>
        <source>The history stays: %1</source>
        <translation>保留历史：%1</translation>
    </message>
    <message>
        <source>The history goes: %1</source>
        <translation>历史将删除：%1</translation>
    </message>
    <message>
        <source>Stays: %1</source>
        <translation>保留：%1</translation>
    </message>
    <message>
        <source>Claims stay: %1</source>
        <translation>PVC 保留：%1</translation>
    </message>
    <message>
        <source>Claims die with their data: %1</source>
        <translation>PVC 连同数据删除：%1</translation>
    </message>
    <message>
        <source>Dies with its data: %1</source>
        <translation>连同数据删除：%1</translation>
    </message>
    <message>
        <source>Dies with all its objects: %1</source>
        <translation>连同其全部对象删除：%1</translation>
    </message>
    <message>
        <source>Dies with everything in it: %1</source>
        <translation>连同其中一切删除：%1</translation>
    </message>
    <message>
        <source>Stays, made by a hook: %1</source>
        <translation>保留 (由 Hook 创建): %1</translation>
    </message>
    <message>
        <source>Stays, from crds/: %1</source>
        <translation>保留 (来自 crds/): %1</translation>
    </message>
    <message>
        <source>%1 owns this release</source>
        <extracomment>%1 is a controller such as Flux</extracomment>
        <translation>%1 拥有此 Release</translation>
    </message>
    <message>
        <source>helm refuses to upgrade: %1 is not finished</source>
        <translation>helm 拒绝升级：%1 尚未完成</translation>
    </message>
    <message>
        <source>Not finished yet: %1</source>
        <translation>尚未完成：%1</translation>
    </message>
    <message>
        <source>The pipeline %1 deploys this, too: its next run brings its own version back</source>
        <translation>流水线 %1 也部署它：下次运行会换回它的版本</translation>
    </message>
    <message>
        <source>Git decides here: %1 brings back what is not in it</source>
        <translation>这里由 Git 决定：%1 会撤回其中没有的改动</translation>
    </message>
    <message>
        <source>Another helm major wrote %1</source>
        <translation>%1 由另一个 helm 大版本写入</translation>
    </message>
    <message>
        <source>revision %1</source>
        <translation>修订 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n revision(s)</source>
        <translation>
            <numerusform>%n 个修订</numerusform>
        </translation>
    </message>
    <message>
        <source>helm %1 before, %2 now</source>
        <translation>之前是 helm %1，现在是 %2</translation>
    </message>
    <message>
        <source>%1 are kept; gone then: %2</source>
        <translation>保留 %1 个；将清除：%2</translation>
    </message>
    <message>
        <source>%1; last sign of life: %2</source>
        <translation>%1；最后活动：%2</translation>
    </message>
    <message>
        <source>made for Kubernetes %1 to %2, the server is %3</source>
        <translation>适配 Kubernetes %1 至 %2，服务器为 %3</translation>
    </message>
    <message>
        <source>the chart goes from %1 to %2, the image stays %3</source>
        <translation>Chart 从 %1 到 %2，镜像仍为 %3</translation>
    </message>
    <message>
        <source>%1 is not what was pulled before: the same version, another content</source>
        <translation>%1 与之前拉取的不同：版本相同，内容不同</translation>
    </message>
    <message>
        <source>This is a look only: helmfile deploys %1, with the command beside</source>
        <translation>这里只供查看：%1 由 helmfile 部署，命令见旁</translation>
    </message>
</context>
<context>
    <name>Prepare</name>
    <message>
        <source>%1: not begun</source>
        <translation>%1：未开始</translation>
    </message>
    <message>
        <source>%1: failed</source>
        <translation>%1：失败</translation>
    </message>
    <message>
        <source>%1: was as wanted already</source>
        <translation>%1：原已符合要求</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1：已完成</translation>
    </message>
    <message>
        <source>%1: can’t be done</source>
        <translation>%1：无法完成</translation>
    </message>
    <message>
        <source>%1: will be changed</source>
        <translation>%1：将更改</translation>
    </message>
    <message>
        <source>%1: will be created</source>
        <translation>%1：将创建</translation>
    </message>
    <message>
        <source>%1: is as wanted already</source>
        <translation>%1：已符合要求</translation>
    </message>
    <message>
        <source>There is no such service account.</source>
        <translation>没有这个服务账户。</translation>
    </message>
    <message>
        <source>There is no secret of that name. Give a login, and it is made.</source>
        <translation>没有这个名称的 Secret。给出登录信息即可创建。</translation>
    </message>
    <message>
        <source>What is in the secret can’t be read, and is not written over.</source>
        <translation>该 Secret 的内容无法解析，不会被覆盖。</translation>
    </message>
    <message>
        <source>The secret holds another user or token. Choose “Replace” if yours is right.</source>
        <translation>该 Secret 中是另一个用户或令牌。如果您的才正确，请选择“替换”。</translation>
    </message>
    <message>
        <source>The secret is marked immutable. Choose another name.</source>
        <translation>该 Secret 被标记为不可变。请换一个名称。</translation>
    </message>
    <message>
        <source>A secret of that name has another type, which can’t be changed. Choose another name.</source>
        <translation>已有同名的 Secret，类型不同且无法更改。请换一个名称。</translation>
    </message>
    <message>
        <source>A secret of that name is there, and you may not read it. Choose another name.</source>
        <translation>已有同名的 Secret，而您无权读取它。请换一个名称。</translation>
    </message>
    <message>
        <source>You have no right to do this. Ask whoever runs the cluster for it.</source>
        <translation>您没有这项权限。请向集群管理者申请。</translation>
    </message>
    <message>
        <source>It is being deleted; nothing new can go in. Wait until it is gone.</source>
        <translation>它正在被删除，无法放入新内容。请等它消失。</translation>
    </message>
    <message>
        <source>There is no such namespace. Let it be created too.</source>
        <translation>没有这个命名空间。请同时勾选创建。</translation>
    </message>
    <message>
        <source>You may not read it; it is taken as being there.</source>
        <translation>您无权读取它；按已存在处理。</translation>
    </message>
    <message>
        <source>Service account %1</source>
        <translation>服务账户 %1</translation>
    </message>
    <message>
        <source>Pull secret %1</source>
        <translation>拉取密钥 %1</translation>
    </message>
    <message>
        <source>Namespace %1</source>
        <translation>命名空间 %1</translation>
    </message>
</context>
<context>
    <name>Release</name>
    <message>
        <source>pipeline</source>
        <translation>流水线</translation>
    </message>
    <message>
        <source>image can’t be pulled</source>
        <translation>镜像拉取失败</translation>
    </message>
    <message>
        <source>workload missing</source>
        <translation>缺少工作负载</translation>
    </message>
    <message>
        <source>%1/%2 ready</source>
        <extracomment>%1 ready workloads of %2</extracomment>
        <translation>%1/%2 就绪</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>%1 y</source>
        <extracomment>years</extracomment>
        <translation>%1 年</translation>
    </message>
    <message>
        <source>record can’t be read</source>
        <translation>记录无法读取</translation>
    </message>
    <message>
        <source>stuck for %1</source>
        <extracomment>%1 is a duration such as 2 h</extracomment>
        <translation>卡住 %1</translation>
    </message>
    <message>
        <source>%1 serves</source>
        <translation>修订 %1 在服务</translation>
    </message>
    <message>
        <source>not up to date</source>
        <translation>尚未更新到位</translation>
    </message>
</context>
<context>
    <name>ReleaseTable</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>集群上下文</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Rev</source>
        <extracomment>revision number, a narrow column</extracomment>
        <translation>修订号</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>App</source>
        <extracomment>the application&apos;s version, a narrow column</extracomment>
        <translation>应用版本</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>更新时间</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Stored in</source>
        <translation>存储于</translation>
    </message>
    <message>
        <source>Applied by</source>
        <translation>Apply 方式</translation>
    </message>
    <message>
        <source>Deployed rev</source>
        <translation>已部署修订</translation>
    </message>
    <message>
        <source>Workloads of the newest revision that are ready, of all</source>
        <translation>最新修订的工作负载：就绪数/总数</translation>
    </message>
</context>
<context>
    <name>Repositories</name>
    <message>
        <source>The password is not kept any more.</source>
        <translation>密码已不再保存。</translation>
    </message>
    <message>
        <source>Type it again in the repository’s settings; the system’s keychain can keep it.</source>
        <translation>请在仓库设置中重新输入；可由系统密钥串保存。</translation>
    </message>
    <message>
        <source>The system’s keychain did not give the password out.</source>
        <translation>系统密钥串没有给出密码。</translation>
    </message>
    <message>
        <source>Unlock it and try again, or type the password for this run of the program only.</source>
        <translation>请解锁后重试，或输入只在本次运行中使用的密码。</translation>
    </message>
    <message>
        <source>This login may not read there.</source>
        <translation>此登录无权读取那里。</translation>
    </message>
    <message>
        <source>Ask whoever runs the repository for the right to read it, or use another user.</source>
        <translation>请向仓库管理者申请读取权限，或换一个用户。</translation>
    </message>
    <message>
        <source>The login was not accepted.</source>
        <translation>登录未被接受。</translation>
    </message>
    <message>
        <source>Check user and password in the repository’s settings. A token may have run out.</source>
        <translation>请在仓库设置中检查用户与密码。令牌可能已过期。</translation>
    </message>
    <message>
        <source>The certificate is for another name.</source>
        <translation>证书属于另一个名称。</translation>
    </message>
    <message>
        <source>Nothing was sent. Use the name the certificate is for.</source>
        <translation>没有发送任何内容。请使用证书所属的名称。</translation>
    </message>
    <message>
        <source>The certificate is not valid today.</source>
        <translation>证书今天无效。</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs the repository to renew it; check this machine’s clock.</source>
        <translation>没有发送任何内容。请仓库管理者更新证书；并检查这台机器的时钟。</translation>
    </message>
    <message>
        <source>A client certificate is asked for.</source>
        <translation>对方要求客户端证书。</translation>
    </message>
    <message>
        <source>Choose certificate and key in the repository’s settings.</source>
        <translation>请在仓库设置中选择证书与私钥。</translation>
    </message>
    <message>
        <source>The certificate is signed by nobody this machine trusts.</source>
        <translation>证书的签发者不受这台机器信任。</translation>
    </message>
    <message>
        <source>Nothing was sent. Choose the CA file of your company in the repository’s settings.</source>
        <translation>没有发送任何内容。请在仓库设置中选择贵公司的 CA 文件。</translation>
    </message>
    <message>
        <source>The password would travel unencrypted.</source>
        <translation>密码将以未加密方式传输。</translation>
    </message>
    <message>
        <source>Use https, or take user and password out.</source>
        <translation>请使用 https，或去掉用户与密码。</translation>
    </message>
    <message>
        <source>This is no address of a repository.</source>
        <translation>这不是仓库地址。</translation>
    </message>
    <message>
        <source>It begins with https://, http:// or oci://, and holds neither user nor password.</source>
        <translation>它以 https://、http:// 或 oci:// 开头，且不含用户与密码。</translation>
    </message>
    <message>
        <source>This is no name of a user.</source>
        <translation>这不是用户名。</translation>
    </message>
    <message>
        <source>It can’t hold a colon.</source>
        <translation>不能含有冒号。</translation>
    </message>
    <message>
        <source>The CA file can’t be used.</source>
        <translation>无法使用该 CA 文件。</translation>
    </message>
    <message>
        <source>Choose a file with certificates, PEM.</source>
        <translation>请选择包含证书的 PEM 文件。</translation>
    </message>
    <message>
        <source>The client certificate can’t be used.</source>
        <translation>无法使用该客户端证书。</translation>
    </message>
    <message>
        <source>Choose both, the certificate and its key, PEM.</source>
        <translation>请同时选择证书及其私钥（PEM）。</translation>
    </message>
    <message>
        <source>This is no address of a proxy.</source>
        <translation>这不是代理地址。</translation>
    </message>
    <message>
        <source>Write it as http://proxy.example.com:3128, without a password.</source>
        <translation>请写作 http://proxy.example.com:3128，不带密码。</translation>
    </message>
    <message>
        <source>There is no index of charts.</source>
        <translation>没有 Chart 索引。</translation>
    </message>
    <message>
        <source>Check the address: index.yaml must lie below it. For a registry, write oci://.</source>
        <translation>请检查地址：其下必须有 index.yaml。镜像仓库请写 oci://。</translation>
    </message>
    <message>
        <source>The registry has no such chart.</source>
        <translation>镜像仓库中没有这个 Chart。</translation>
    </message>
    <message>
        <source>Check its path, and that you may see it.</source>
        <translation>请检查其路径，以及您是否有权查看。</translation>
    </message>
    <message>
        <source>This is no OCI registry.</source>
        <translation>这不是 OCI 镜像仓库。</translation>
    </message>
    <message>
        <source>For a repository with an index, write https://.</source>
        <translation>带索引的仓库请写 https://。</translation>
    </message>
    <message>
        <source>It sends on to an address without encryption.</source>
        <translation>它转向一个未加密的地址。</translation>
    </message>
    <message>
        <source>This was not followed. Ask for its present address.</source>
        <translation>未跟随转向。请询问其现在的地址。</translation>
    </message>
    <message>
        <source>No keychain of the system answers.</source>
        <translation>系统密钥串没有应答。</translation>
    </message>
    <message>
        <source>Passwords are kept for this run of the program only.</source>
        <translation>密码只在本次运行期间保存。</translation>
    </message>
    <message>
        <source>Check VPN and network, the address, and the proxy in the repository’s settings.</source>
        <translation>请检查 VPN 与网络、地址，以及仓库设置中的代理。</translation>
    </message>
    <message>
        <source>The repository failed while answering.</source>
        <translation>仓库在应答时出错。</translation>
    </message>
    <message>
        <source>Try again later, or tell whoever runs it.</source>
        <translation>请稍后重试，或告知其管理者。</translation>
    </message>
    <message>
        <source>It answers: %1 with %2.</source>
        <translation>已应答：%1，%2。</translation>
    </message>
    <message numerus="yes">
        <source>%n chart(s)</source>
        <translation>
            <numerusform>%n 个 Chart</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n version(s)</source>
        <translation>
            <numerusform>%n 个版本</numerusform>
        </translation>
    </message>
    <message>
        <source>It sends on to %1, which was not given your login. If that is its new home, write it into the address.</source>
        <translation>它转向 %1，您的登录没有发给那里。若那是它的新地址，请写入地址栏。</translation>
    </message>
    <message>
        <source>The registry answers. Who may read what is decided by %1: your password was not sent there. helm asks it when a chart is pulled.</source>
        <translation>镜像仓库有应答。谁能读取什么由 %1 决定：您的密码没有发往那里。拉取 Chart 时 helm 会向它询问。</translation>
    </message>
    <message>
        <source>The registry answers and takes the login.</source>
        <translation>镜像仓库有应答，并接受登录。</translation>
    </message>
</context>
<context>
    <name>Revision</name>
    <message>
        <source>%1 removed</source>
        <extracomment>%1 is a subchart or workload that is gone</extracomment>
        <translation>已移除 %1</translation>
    </message>
    <message numerus="yes">
        <source>+ %n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>can’t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>rollback to %1</source>
        <translation>回滚到修订 %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>此前为修订 %1</translation>
    </message>
    <message>
        <source>values only</source>
        <translation>仅值有变化</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n 个键</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2, new</source>
        <translation>%1 %2，新增</translation>
    </message>
    <message>
        <source>%1 %2, removed</source>
        <translation>%1 %2，已移除</translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>%1 is uninstalled</source>
        <translation>%1 已卸载</translation>
    </message>
    <message>
        <source>%1 is back at what revision %2 was, as revision %3</source>
        <translation>%1 已回到修订 %2 的内容，成为修订 %3</translation>
    </message>
    <message>
        <source>%1 is installed</source>
        <translation>%1 已安装</translation>
    </message>
    <message>
        <source>%1 is at revision %2</source>
        <translation>%1 已到修订 %2</translation>
    </message>
    <message>
        <source>The way back is revision %1.</source>
        <translation>可回滚到修订 %1。</translation>
    </message>
    <message>
        <source>%1 of %2 failed</source>
        <translation>%2 %1失败</translation>
    </message>
    <message>
        <source>%1 of %2 was cancelled</source>
        <translation>%2 %1已取消</translation>
    </message>
    <message>
        <source>The record says failed; objects that were applied stay as they are.</source>
        <translation>记录为 failed；已应用的对象保持现状。</translation>
    </message>
    <message>
        <source>helm is gone and %1 is left unfinished</source>
        <translation>helm 已退出，%1 未完成</translation>
    </message>
    <message>
        <source>The newest record is still pending: helm refuses the next upgrade until it is rolled back.</source>
        <translation>最新记录仍是 pending: 回滚之前 helm 会拒绝下一次升级。</translation>
    </message>
    <message>
        <source>Somebody else changed %1 at the same time</source>
        <translation>有人同时变更了 %1</translation>
    </message>
    <message>
        <source>How it ended is not known</source>
        <translation>结果未知</translation>
    </message>
    <message>
        <source>The cluster could not be asked. It is asked again when this program starts the next time.</source>
        <translation>无法询问集群。下次启动本程序时会再次询问。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 的%1</translation>
    </message>
    <message>
        <source>%1: starting helm</source>
        <translation>%1：正在启动 helm</translation>
    </message>
    <message>
        <source>%1 is running</source>
        <translation>%1 正在进行</translation>
    </message>
    <message>
        <source>Begun by an earlier window; helm went on without it.</source>
        <translation>由之前的窗口发起；helm 一直在继续。</translation>
    </message>
    <message>
        <source>%1: helm was asked to stop</source>
        <translation>%1：已请求 helm 停止</translation>
    </message>
    <message>
        <source>%1: helm has ended</source>
        <translation>%1：helm 已结束</translation>
    </message>
    <message>
        <source>Reading from the cluster what came of it.</source>
        <translation>正在从集群读取结果。</translation>
    </message>
    <message>
        <source>%1 · %2/%3 in %4</source>
        <translation>%1 · %4 的 %2/%3</translation>
    </message>
    <message>
        <source>helm stops, and marks the new revision as failed. Objects that were applied stay as they are. With undo on failure it rolls back first, which may take as long again.</source>
        <translation>helm 会停止，并把新修订标为 failed。已应用的对象保持现状。若选了失败时撤销，会先回滚，可能再花同样长的时间。</translation>
    </message>
    <message>
        <source>helm dies where it is: the record stays pending-rollback until another rollback ends it.</source>
        <translation>helm 会就地终止：记录停在 pending-rollback，直到再次回滚。</translation>
    </message>
    <message>
        <source>helm dies where it is: the record stays uninstalling, and what was deleted is gone.</source>
        <translation>helm 会就地终止：记录停在 uninstalling，已删除的不会恢复。</translation>
    </message>
    <message>
        <source>helm dies where it is; test pods may stay.</source>
        <translation>helm 会就地终止；测试 Pod 可能残留。</translation>
    </message>
    <message>
        <source>Audit written, helm started</source>
        <translation>审计已写入，helm 已启动</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>新记录</translation>
    </message>
    <message>
        <source>revision %1, %2</source>
        <translation>修订 %1，%2</translation>
    </message>
    <message>
        <source>Hooks before</source>
        <translation>前置 Hook</translation>
    </message>
    <message>
        <source>Objects gone</source>
        <translation>对象已删除</translation>
    </message>
    <message>
        <source>Objects ready</source>
        <translation>对象就绪</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>Hooks after</source>
        <translation>后置 Hook</translation>
    </message>
    <message>
        <source>Outcome read from the cluster</source>
        <translation>从集群读回结果</translation>
    </message>
    <message>
        <source>helm ended with %1</source>
        <translation>helm 退出码 %1</translation>
    </message>
    <message>
        <source>The tests of %1 have passed</source>
        <translation>%1 的测试已通过</translation>
    </message>
    <message>
        <source>A test of %1 failed</source>
        <translation>%1 的一项测试失败</translation>
    </message>
    <message>
        <source>Pods that the tests made may still be there.</source>
        <translation>测试创建的 Pod 可能仍然存在。</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>can&apos;t be read: %1</source>
        <translation>无法读取：%1</translation>
    </message>
    <message>
        <source>has written nothing</source>
        <translation>没有任何输出</translation>
    </message>
</context>
<context>
    <name>RunHealth</name>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>going</source>
        <translation>删除中</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>Terminal</name>
    <message>
        <source>Shell</source>
        <translation>Shell</translation>
    </message>
    <message>
        <source>Attached</source>
        <translation>已附加</translation>
    </message>
    <message>
        <source>Debug container</source>
        <translation>调试容器</translation>
    </message>
    <message>
        <source>Node shell</source>
        <translation>节点 Shell</translation>
    </message>
    <message>
        <source>%1 on node %2, context %3</source>
        <translation>%1，节点 %2，集群上下文 %3</translation>
    </message>
    <message>
        <source>%1 in pod %2, namespace %3, context %4</source>
        <translation>%1，Pod %2，命名空间 %3，集群上下文 %4</translation>
    </message>
    <message>
        <source>It ended well (exit status 0)</source>
        <translation>已正常结束（退出码 0）</translation>
    </message>
    <message>
        <source>It ended with exit status %1</source>
        <translation>已结束，退出码 %1</translation>
    </message>
    <message>
        <source>It was detached</source>
        <translation>已断开附加</translation>
    </message>
    <message>
        <source>connected again</source>
        <translation>已重新连接</translation>
    </message>
    <message numerus="yes">
        <source>Paste %n lines?</source>
        <translation>
            <numerusform>粘贴 %n 行？</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paste %n characters?</source>
        <translation>
            <numerusform>粘贴 %n 个字符？</numerusform>
        </translation>
    </message>
    <message>
        <source>It begins: %1</source>
        <translation>开头：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n control characters are left out.</source>
        <translation>
            <numerusform>已去掉 %n 个控制字符。</numerusform>
        </translation>
    </message>
    <message>
        <source>This is %1.</source>
        <translation>这里是 %1。</translation>
    </message>
    <message numerus="yes">
        <source>The program wants to put %n characters into the clipboard: %1</source>
        <translation>
            <numerusform>程序想把 %n 个字符放入剪贴板：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>init</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>%1 is locked here: this makes a pod, which needs changes open.</source>
        <translation>%1 在此处已锁定：这会创建一个 Pod，需要先解锁变更。</translation>
    </message>
    <message>
        <source>%1 is read-only here: a terminal needs troubleshooting mode.</source>
        <translation>%1 在此处为只读：打开终端需要排障模式。</translation>
    </message>
    <message>
        <source>Pod %1 in namespace %2 of %3 was made for a terminal and could not be removed: %4. It ends by itself within four hours.</source>
        <translation>%3 的命名空间 %2 中的 Pod %1 是为终端创建的，无法移除：%4。它会在四小时内自行结束。</translation>
    </message>
</context>
<context>
    <name>ValuesLines</name>
    <message>
        <source>chart: %1</source>
        <extracomment>%1 is the value the chart gives where this file says nothing</extracomment>
        <translation>Chart 默认值：%1</translation>
    </message>
</context>
<context>
    <name>ValuesReview</name>
    <message>
        <source>Schema: %1</source>
        <translation>Schema 校验：%1</translation>
    </message>
    <message>
        <source>“%1” is read as true or false. Quote it, if it is a text.</source>
        <translation>“%1” 会被读作 true 或 false。若是文本请加引号。</translation>
    </message>
    <message>
        <source>The key “%1” is read as true or false. Quote it.</source>
        <translation>键 “%1” 会被读作 true 或 false。请加引号。</translation>
    </message>
    <message>
        <source>“%1” is read as an octal number. Quote it, if it is a text.</source>
        <translation>“%1” 会被读作八进制数。若是文本请加引号。</translation>
    </message>
    <message>
        <source>“%1” is read as a number with an exponent. Quote it, if it is a text.</source>
        <translation>“%1” 会被读作科学计数。若是文本请加引号。</translation>
    </message>
    <message>
        <source>“%1” loses its last zero. Quote it, if it is a version.</source>
        <translation>“%1” 会丢掉末尾的零。若是版本请加引号。</translation>
    </message>
    <message>
        <source>“%1” is too long for a number: digits get lost. Quote it.</source>
        <translation>“%1” 作为数字太长，会丢失位数。请加引号。</translation>
    </message>
    <message>
        <source>The key “%1” is there twice: the last one counts, and some programs refuse it.</source>
        <translation>键 “%1” 出现两次：以最后一个为准，有的程序会拒绝。</translation>
    </message>
    <message>
        <source>A tab: YAML wants spaces here.</source>
        <translation>制表符：YAML 此处要求空格。</translation>
    </message>
    <message>
        <source>as before</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>the default moves, and so does what is deployed</source>
        <translation>默认值变了，部署内容随之改变</translation>
    </message>
    <message>
        <source>the default moved, yours hides it</source>
        <translation>默认值变了，被自定义值遮住</translation>
    </message>
    <message>
        <source>the new chart has no such default</source>
        <translation>新 Chart 没有这个默认值</translation>
    </message>
    <message>
        <source>the new chart does not know it: yours may do nothing</source>
        <translation>新 Chart 不认识它：自定义值可能无效</translation>
    </message>
    <message>
        <source>yours is the new default</source>
        <translation>自定义值等于新默认值</translation>
    </message>
    <message>
        <source>yours, over the default</source>
        <translation>自定义值覆盖默认值</translation>
    </message>
    <message>
        <source>only yours</source>
        <translation>仅自定义值</translation>
    </message>
    <message>
        <source>new in this chart</source>
        <translation>新 Chart 新增</translation>
    </message>
</context>
<context>
    <name>YamlTemplates</name>
    <message>
        <source>TLS secret from two files…</source>
        <translation>由两个文件生成 TLS Secret…</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>inside the cluster; NodePort and LoadBalancer can be reached from outside</source>
        <translation>集群内部；NodePort 与 LoadBalancer 可从外部访问</translation>
    </message>
    <message>
        <source>labels of the pods it sends to</source>
        <translation>它所发往的 Pod 的标签</translation>
    </message>
    <message>
        <source>what others ask for</source>
        <translation>别人请求的端口</translation>
    </message>
    <message>
        <source>port of the container, by name or number</source>
        <translation>容器的端口，名称或编号</translation>
    </message>
    <message>
        <source>the ingress controller that serves it</source>
        <translation>为它服务的 Ingress 控制器</translation>
    </message>
    <message>
        <source>a TLS secret in the same namespace; leave tls out for plain HTTP</source>
        <translation>同一命名空间中的 TLS Secret；纯 HTTP 请去掉 tls</translation>
    </message>
    <message>
        <source>everything below the path; Exact: only the path itself</source>
        <translation>该路径之下的一切；Exact：仅该路径本身</translation>
    </message>
    <message>
        <source>can’t be changed afterwards; must fit the labels of the template</source>
        <translation>之后不能更改；必须与模板的标签一致</translation>
    </message>
    <message>
        <source>traffic comes only when it answers</source>
        <translation>有应答之后才会有流量进来</translation>
    </message>
    <message>
        <source>what it gets, and what ends it</source>
        <translation>它得到多少，以及超过多少会被终止</translation>
    </message>
    <message>
        <source>tries after the first</source>
        <translation>第一次之后的重试次数</translation>
    </message>
    <message>
        <source>seconds until it and its pods are removed</source>
        <translation>多少秒后移除它及其 Pod</translation>
    </message>
    <message>
        <source>values are text: put numbers and true in quotes</source>
        <translation>值都是文本：数字与 true 请加引号</translation>
    </message>
    <message>
        <source>pods that stay ready while nodes are drained</source>
        <translation>排空节点时仍保持就绪的 Pod 数</translation>
    </message>
</context>
<context>
    <name>pilothouse::DemoServer</name>
    <message>
        <source>The demo clusters did not start: %1</source>
        <translation>演示集群未能启动：%1</translation>
    </message>
    <message>
        <source>The demo clusters are not installed: %1 is missing.</source>
        <translation>演示集群未安装：缺少 %1。</translation>
    </message>
</context>
<context>
    <name>pilothouse::LogsWiring</name>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ApplyBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Type %1</source>
        <translation>键入 %1</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>键入 %1 以确认</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::AuditModel</name>
    <message>
        <source>begun</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>修订</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>已显示</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::AuditView</name>
    <message>
        <source>Checking …</source>
        <translation>正在检查 …</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Reads the file anew and checks the chain from its first line.</source>
        <translation>重新读取文件，并从第一行检查链。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s), the chain holds</source>
        <translation>
            <numerusform>%n 行，链完整</numerusform>
        </translation>
    </message>
    <message>
        <source>Broken at line %1: the file was changed there or a line is missing</source>
        <translation>第 %1 行断开：文件在此被改动或缺行</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::BatchBar</name>
    <message>
        <source>Stop after this one</source>
        <translation>做完这个就停</translation>
    </message>
    <message>
        <source>Plan the rest</source>
        <translation>为其余的制定计划</translation>
    </message>
    <message>
        <source>The release that is being upgraded is finished; no further one is begun.</source>
        <translation>正在升级的 Release 会做完；不再开始下一个。</translation>
    </message>
    <message>
        <source>A new plan of the releases that are not upgraded yet</source>
        <translation>为尚未升级的 Release 制定新计划</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Back to the releases</source>
        <translation>回到 Release 列表</translation>
    </message>
    <message>
        <source>Type %1</source>
        <translation>键入 %1</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>键入 %1 以确认</translation>
    </message>
    <message>
        <source>stops at the first that fails</source>
        <translation>遇到第一个失败即停止</translation>
    </message>
    <message numerus="yes">
        <source>Upgrade %n in %1</source>
        <translation>
            <numerusform>在 %1 升级 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::BatchForm</name>
    <message>
        <source>Charts</source>
        <translation>使用的 Chart</translation>
    </message>
    <message>
        <source>Each its own chart</source>
        <translation>各用各的 Chart</translation>
    </message>
    <message>
        <source>Where its chart came from last time; else the chart that is deployed, rebuilt from its record</source>
        <translation>上次 Chart 的来源；若没有，则用记录重建已部署的 Chart</translation>
    </message>
    <message>
        <source>One chart for all</source>
        <translation>全部用同一个 Chart</translation>
    </message>
    <message>
        <source>as last time</source>
        <translation>与上次相同</translation>
    </message>
    <message>
        <source>Chart version for all</source>
        <translation>共用的 Chart 版本</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>of charts from a repository or a registry</source>
        <translation>用于来自仓库或镜像仓库的 Chart</translation>
    </message>
    <message>
        <source>Values laid over each release’s own, as with --set; null takes one away.</source>
        <translation>叠加在每个 Release 自己的值之上，与 --set 相同；null 表示去掉。</translation>
    </message>
    <message>
        <source>Values for all</source>
        <translation>共用的值</translation>
    </message>
    <message>
        <source># Nothing for all: each keeps its own values.</source>
        <translation># 没有共用的值：各自保留自己的值。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::BatchModel</name>
    <message>
        <source>hidden by the filter</source>
        <translation>被筛选隐藏</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>变化内容</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::BatchPage</name>
    <message>
        <source>Plan of several releases</source>
        <translation>多个 Release 的计划</translation>
    </message>
    <message>
        <source>upgrade it earlier, later</source>
        <translation>提前、推后升级</translation>
    </message>
    <message>
        <source>out of the plan</source>
        <translation>移出计划</translation>
    </message>
    <message>
        <source>back; the plan is kept</source>
        <translation>返回；计划会保留</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>next and previous change</source>
        <translation>下一处、上一处变化</translation>
    </message>
    <message>
        <source>next object</source>
        <translation>下一个对象</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>已看</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::BatchSheet</name>
    <message>
        <source>Take out</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Releases in the order in which they are upgraded</source>
        <translation>按升级顺序排列的 Release</translation>
    </message>
    <message>
        <source>Upgrade it earlier</source>
        <translation>提前升级</translation>
    </message>
    <message>
        <source>Upgrade it earlier (Alt+Up, or drag the row)</source>
        <translation>提前升级（Alt+Up，或拖动该行）</translation>
    </message>
    <message>
        <source>Upgrade it later</source>
        <translation>推后升级</translation>
    </message>
    <message>
        <source>Upgrade it later (Alt+Down, or drag the row)</source>
        <translation>推后升级（Alt+Down，或拖动该行）</translation>
    </message>
    <message>
        <source>Out of the plan, and not marked any more (Delete)</source>
        <translation>移出计划，并取消标记（Delete）</translation>
    </message>
    <message>
        <source>For all</source>
        <translation>共用</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>The commands of helm, in order</source>
        <translation>按顺序的 helm 命令</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>What was deployed last: what helm merges from</source>
        <translation>上次部署的内容：helm 以此为合并基础</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>现状</translation>
    </message>
    <message>
        <source>What is really in the cluster now: shows edits made by hand</source>
        <translation>集群中现在真实的内容：能看到手工改动</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>What the API server says would come of it: a dry run of each object</source>
        <translation>API 服务器给出的结果：对每个对象做 dry run</translation>
    </message>
    <message>
        <source>Compare against</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>of an older plan · %1</source>
        <translation>属于较早的计划 · %1</translation>
    </message>
    <message>
        <source>This is right from now on</source>
        <translation>从现在起这是正确的</translation>
    </message>
    <message>
        <source>Open changes</source>
        <translation>解锁变更</translation>
    </message>
    <message>
        <source>Compare again</source>
        <translation>重新比较</translation>
    </message>
    <message numerus="yes">
        <source>%n of these release(s) are marked, but the filter of the list does not show them.</source>
        <translation>
            <numerusform>其中 %n 个 Release 已标记，但列表的筛选没有显示它们。</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading what is deployed</source>
        <translation>正在读取已部署的内容</translation>
    </message>
    <message numerus="yes">
        <source>helm renders and the server checks %n release(s)</source>
        <translation>
            <numerusform>helm 正在渲染、服务器正在检查 %n 个 Release</numerusform>
        </translation>
    </message>
    <message>
        <source>No release is marked.</source>
        <translation>没有标记任何 Release。</translation>
    </message>
    <message>
        <source>Mark releases in the list with Space, then come back.</source>
        <translation>请在列表中用空格键标记 Release，再回到这里。</translation>
    </message>
    <message>
        <source>To the releases</source>
        <translation>到 Release 列表</translation>
    </message>
    <message>
        <source>What would change is shown here, before anything is sent.</source>
        <translation>发送之前，这里会显示将要变化的内容。</translation>
    </message>
    <message>
        <source>Rendering and comparing …</source>
        <translation>正在渲染并比较……</translation>
    </message>
    <message>
        <source>None of them can be planned.</source>
        <translation>没有一个可以计划。</translation>
    </message>
    <message>
        <source>Why stands beside each release and in the checks.</source>
        <translation>原因见每个 Release 旁边以及检查列表。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Nothing would change in any of them.</source>
        <translation>全部都没有变化。</translation>
    </message>
    <message>
        <source>Checks follow as soon as there is something to apply.</source>
        <translation>有可应用的内容后会显示检查结果。</translation>
    </message>
    <message>
        <source>Looking once more before the first one begins …</source>
        <translation>在第一个开始之前再查看一次……</translation>
    </message>
    <message>
        <source>%1 was not begun.</source>
        <translation>%1 未开始。</translation>
    </message>
    <message>
        <source>Nothing was sent for it: it is as it was.</source>
        <translation>没有为它发送任何内容：它保持原样。</translation>
    </message>
    <message>
        <source>%1 waits for its turn.</source>
        <translation>%1 正在等待。</translation>
    </message>
    <message>
        <source>Looking once more, then helm begins …</source>
        <translation>再查看一次，然后由 helm 开始……</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::BuildsModel</name>
    <message>
        <source>Take along: %1</source>
        <translation>一并带上：%1</translation>
    </message>
    <message>
        <source>taken along</source>
        <translation>已选带上</translation>
    </message>
    <message>
        <source>left as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>By</source>
        <translation>依据</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ChangePage</name>
    <message>
        <source>Change</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>find in the values</source>
        <translation>在值中查找</translation>
    </message>
    <message>
        <source>indent, in the editor</source>
        <translation>缩进 (编辑器中)</translation>
    </message>
    <message>
        <source>back; edits are kept</source>
        <translation>返回；编辑会保留</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>next and previous change</source>
        <translation>下一处和上一处变化</translation>
    </message>
    <message>
        <source>next object</source>
        <translation>下一个对象</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>已看过</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ChangeSheet</name>
    <message>
        <source>Revision</source>
        <translation>修订</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Show the command</source>
        <translation>显示命令</translation>
    </message>
    <message>
        <source>What moved</source>
        <translation>值的变化</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>What was deployed last: what helm merges from</source>
        <translation>上次部署的内容：helm 由此合并</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>现状</translation>
    </message>
    <message>
        <source>What is really in the cluster now: shows edits made by hand</source>
        <translation>集群中的实际内容：能看到手工修改</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>What the API server says would come of it: a dry run of each object</source>
        <translation>API 服务器预测的结果：对每个对象试运行</translation>
    </message>
    <message>
        <source>Compare against</source>
        <translation>对比基准</translation>
    </message>
    <message>
        <source>Your edits of %1 are back: they were not applied.</source>
        <translation>已恢复你在 %1 的编辑：尚未应用。</translation>
    </message>
    <message>
        <source>Discard them</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>What moved (%1)</source>
        <translation>值的变化 (%1)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>New release</source>
        <translation>新 Release</translation>
    </message>
    <message>
        <source>Compare again</source>
        <translation>重新比较</translation>
    </message>
    <message>
        <source>revision %1</source>
        <translation>修订 %1</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>what is live</source>
        <translation>现状</translation>
    </message>
    <message>
        <source>what is live, as predicted by the server</source>
        <translation>现状 (服务器预测)</translation>
    </message>
    <message>
        <source>helm renders</source>
        <translation>helm 渲染中</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) predicted</source>
        <translation>
            <numerusform>已预测 %n 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparing with %1</source>
        <translation>正在与%1比较</translation>
    </message>
    <message>
        <source>of an older text · %1</source>
        <translation>基于较早的文本 · %1</translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read</source>
        <translation>
            <numerusform>%n 个无法读取</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Nothing would change against %1.</source>
        <translation>与%1相比没有变化。</translation>
    </message>
    <message>
        <source>What would change is shown here, before anything is sent.</source>
        <translation>发送之前，这里会显示将要改变的内容。</translation>
    </message>
    <message>
        <source>Rendering and comparing …</source>
        <translation>正在渲染并比较 …</translation>
    </message>
    <message>
        <source>Checks follow as soon as there is something to apply.</source>
        <translation>有可应用的内容后会显示检查结果。</translation>
    </message>
    <message>
        <source>This is right from now on</source>
        <translation>从现在起这是对的</translation>
    </message>
    <message>
        <source>Open changes</source>
        <translation>解锁变更</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>%1 is encrypted by sops, and helm has no plugin here that opens it. Install helm-secrets, then open the file again.</source>
        <translation>%1 由 sops 加密，而这里的 helm 没有能打开它的插件。请安装 helm-secrets，然后重新打开文件。</translation>
    </message>
    <message>
        <source>Trust it and render</source>
        <translation>信任并渲染</translation>
    </message>
    <message>
        <source>Set up the repository…</source>
        <translation>设置仓库…</translation>
    </message>
    <message>
        <source>May this helmfile run?</source>
        <translation>允许运行这个 helmfile 吗？</translation>
    </message>
    <message>
        <source>The chart can’t be had.</source>
        <translation>无法取得 Chart。</translation>
    </message>
    <message>
        <source>This can&apos;t be rendered.</source>
        <translation>无法渲染。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ChartForm</name>
    <message>
        <source>name of the release</source>
        <translation>Release 名称</translation>
    </message>
    <message>
        <source>Name of the release</source>
        <translation>Release 名称</translation>
    </message>
    <message>
        <source>namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Put a values file into the editor. It may be dropped there, too.</source>
        <translation>把值文件载入编辑器，也可以拖进来。</translation>
    </message>
    <message>
        <source>Back to the values of the release as it is deployed.</source>
        <translation>恢复为已部署的值。</translation>
    </message>
    <message>
        <source>These values hold secrets that can&apos;t be hidden one by one.</source>
        <translation>这些值含有无法逐个隐藏的敏感值。</translation>
    </message>
    <message>
        <source>They are sent as they are. To edit them, all of them have to be shown.</source>
        <translation>会原样发送。要编辑就必须全部显示。</translation>
    </message>
    <message>
        <source>Show and edit values</source>
        <translation>显示并编辑值</translation>
    </message>
    <message>
        <source>These values are no UTF-8 text.</source>
        <translation>这些值不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>They would be sent as they are; edit them elsewhere.</source>
        <translation>会原样发送；请在别处编辑。</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) hidden</source>
        <translation>
            <numerusform>%n 个敏感值已隐藏</numerusform>
        </translation>
    </message>
    <message>
        <source>Sensitive values stay as they are. Put the cursor on one and press here to show it.</source>
        <translation>敏感值保持原样。把光标放到其中一个上，点这里可显示。</translation>
    </message>
    <message>
        <source>Values (*.yaml *.yml *.json)</source>
        <translation>值文件 (*.yaml *.yml *.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Values given on top of the chart&apos;s own</source>
        <translation>在 Chart 默认值之上给出的值</translation>
    </message>
    <message>
        <source>Values as deployed</source>
        <translation>与已部署的值相同</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) differ from the deployed values</source>
        <translation>
            <numerusform>%n 行与已部署的值不同</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ChartRow</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>压缩包</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>As deployed</source>
        <translation>与已部署相同</translation>
    </message>
    <message>
        <source>Where the chart comes from</source>
        <translation>Chart 来源</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>newest version</source>
        <translation>最新版本</translation>
    </message>
    <message>
        <source>Chart version</source>
        <translation>Chart 版本</translation>
    </message>
    <message>
        <source>repository URL; empty where the chart is named as repository/chart</source>
        <translation>仓库 URL；若写作 仓库/Chart 则留空</translation>
    </message>
    <message>
        <source>Repository URL</source>
        <translation>仓库 URL</translation>
    </message>
    <message>
        <source>Choose the chart</source>
        <translation>选择 Chart</translation>
    </message>
    <message>
        <source>The chart as it was deployed last, rebuilt from its record</source>
        <translation>由记录还原的上次部署的 Chart</translation>
    </message>
    <message>
        <source>This chart has subcharts, which are in no record: choose the chart itself.</source>
        <translation>此 Chart 含子 Chart，记录中没有它们：请选择 Chart 本身。</translation>
    </message>
    <message>
        <source>folder with a Chart.yaml: type, choose or drop it</source>
        <translation>含 Chart.yaml 的文件夹：键入、选择或拖入</translation>
    </message>
    <message>
        <source>.tgz: type, choose or drop it</source>
        <translation>.tgz: 键入、选择或拖入</translation>
    </message>
    <message>
        <source>repository/chart</source>
        <translation>仓库/Chart</translation>
    </message>
    <message>
        <source>The chart that is deployed now; only values and options change.</source>
        <translation>沿用当前已部署的 Chart；只改值和选项。</translation>
    </message>
    <message>
        <source>Charts (*.tgz *.tar.gz)</source>
        <translation>Chart 包 (*.tgz *.tar.gz)</translation>
    </message>
    <message>
        <source>That is no chart: neither a folder with a Chart.yaml nor a .tgz.</source>
        <translation>这不是 Chart: 既非含 Chart.yaml 的文件夹，也非 .tgz。</translation>
    </message>
    <message>
        <source>Set it up…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Charts of this repository</source>
        <translation>此仓库的 Chart</translation>
    </message>
    <message>
        <source>Versions of this chart</source>
        <translation>此 Chart 的版本</translation>
    </message>
    <message>
        <source>helmfile&apos;s environment; empty: default</source>
        <translation>helmfile 的环境；留空为 default</translation>
    </message>
    <message>
        <source>Environment of the helmfile</source>
        <translation>helmfile 的环境</translation>
    </message>
    <message>
        <source>selector, as tier=web; empty: all releases</source>
        <translation>选择器，如 tier=web；留空为全部 Release</translation>
    </message>
    <message>
        <source>Selector of the helmfile</source>
        <translation>helmfile 的选择器</translation>
    </message>
    <message>
        <source>helmfile.yaml, or the folder it is in</source>
        <translation>helmfile.yaml，或它所在的文件夹</translation>
    </message>
    <message>
        <source>chart</source>
        <translation>Chart 名称</translation>
    </message>
    <message>
        <source>Another registry</source>
        <translation>其他镜像仓库</translation>
    </message>
    <message>
        <source>Another address, or helm’s own</source>
        <translation>其他地址，或 helm 自己的</translation>
    </message>
    <message>
        <source>Asking what is there …</source>
        <translation>正在询问有什么……</translation>
    </message>
    <message numerus="yes">
        <source>%n chart(s) to choose from</source>
        <translation>
            <numerusform>有 %n 个 Chart 可选</numerusform>
        </translation>
    </message>
    <message>
        <source>A look at what helmfile would deploy, with the values of the helmfile: those below play no part. helmfile deploys it; nothing is applied from here.</source>
        <translation>查看 helmfile 将以其自己的值部署什么：下面的值不参与。由 helmfile 部署；不会从这里应用任何内容。</translation>
    </message>
    <message>
        <source>Helmfiles (helmfile*.yaml *.gotmpl)</source>
        <translation>helmfile 文件 (helmfile*.yaml *.gotmpl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::CheckList</name>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::CockpitView</name>
    <message>
        <source>for “%1”</source>
        <translation>原因 “%1”</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>用时 %1</translation>
    </message>
    <message>
        <source>%1 gone, %2 left</source>
        <translation>已过 %1，剩余 %2</translation>
    </message>
    <message>
        <source>%1 gone</source>
        <translation>已过 %1</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>helm says</source>
        <translation>helm 输出</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Cancel the operation</source>
        <translation>取消操作</translation>
    </message>
    <message>
        <source>Back to the plan</source>
        <translation>回到计划</translation>
    </message>
    <message>
        <source>To the release</source>
        <translation>到 Release</translation>
    </message>
    <message>
        <source>Roll back to %1</source>
        <translation>回滚到 %1</translation>
    </message>
    <message>
        <source>Stop helm</source>
        <translation>停止 helm</translation>
    </message>
    <message>
        <source>Hook logs</source>
        <translation>Hook 日志</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::CodeView</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Revealed secrets are for the eyes only: hide them to copy.</source>
        <translation>显示出来的敏感值只供查看：隐藏后才能复制。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::CommandBox</name>
    <message>
        <source>Go to or run</source>
        <translation>跳转或执行</translation>
    </message>
    <message>
        <source>Command or search</source>
        <translation>命令或搜索</translation>
    </message>
    <message>
        <source>Go to a release, kind, namespace or context. Key: colon or Ctrl+K.</source>
        <translation>跳转到 Release、类型、命名空间或集群上下文。快捷键：冒号或 Ctrl+K。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::CommandRunner</name>
    <message>
        <source>Prepare a namespace</source>
        <translation>准备命名空间</translation>
    </message>
    <message>
        <source>There is no context named “%1”.</source>
        <translation>没有名为“%1”的集群上下文。</translation>
    </message>
    <message>
        <source>context, %1</source>
        <translation>集群上下文，%1</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>异常总览</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Deployments</source>
        <translation>Deployment</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>HTTP trace</source>
        <translation>HTTP 跟踪</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>All namespaces</source>
        <translation>所有命名空间</translation>
    </message>
    <message>
        <source>There is no release named “%1” in this context.</source>
        <translation>此集群上下文中没有名为 “%1” 的 Release。</translation>
    </message>
    <message>
        <source>“%1” is in several namespaces. Write it as namespace/name.</source>
        <translation>“%1” 在多个命名空间中。请写作 命名空间/名称。</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Open or lock changes</source>
        <translation>解锁或锁定变更</translation>
    </message>
    <message>
        <source>Install a chart</source>
        <translation>安装 Chart</translation>
    </message>
    <message>
        <source>Compare with another environment</source>
        <translation>与另一环境比较</translation>
    </message>
    <message>
        <source>Port-forwards</source>
        <translation>端口转发</translation>
    </message>
    <message>
        <source>Upgrade the marked releases</source>
        <translation>升级已标记的 Release</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::CompareHeader</name>
    <message>
        <source>revision %1</source>
        <translation>修订 %1</translation>
    </message>
    <message>
        <source>Change sides: the build goes from the first to the second (s)</source>
        <translation>交换两边：构建从前者带到后者 (s)</translation>
    </message>
    <message>
        <source>Change sides</source>
        <translation>交换两边</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source>Compare with another context or namespace (o)</source>
        <translation>与另一个集群上下文或命名空间比较 (o)</translation>
    </message>
    <message>
        <source>Upgrade %1 to this build…</source>
        <extracomment>%1 is an environment: stg, prd</extracomment>
        <translation>将 %1 升级到此构建…</translation>
    </message>
    <message>
        <source>Opens the plan of an upgrade with this chart. Nothing is sent before you apply it there. (u)</source>
        <translation>打开使用此 Chart 的升级计划。在那里应用之前不会发送任何内容。(u)</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ComparePage</name>
    <message>
        <source>Builds</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>What runs where, service by service (1)</source>
        <translation>逐个服务看各处运行什么 (1)</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Values that differ (2)</source>
        <translation>不同的值 (2)</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>Objects that differ, their own names aside (3)</source>
        <translation>不同的对象，名称差异除外 (3)</translation>
    </message>
    <message>
        <source>Set by hand</source>
        <translation>自定义值</translation>
    </message>
    <message>
        <source>What was given to helm</source>
        <translation>交给 helm 的值</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>合并后的值</translation>
    </message>
    <message>
        <source>With the chart&apos;s defaults; subcharts&apos; own are in no record</source>
        <translation>含 Chart 默认值；子 Chart 的默认值不在发布记录中</translation>
    </message>
    <message>
        <source>Values that differ</source>
        <translation>不同的值</translation>
    </message>
    <message>
        <source>Take none along</source>
        <translation>一个也不带</translation>
    </message>
    <message>
        <source>Take all new builds along</source>
        <translation>带上所有新构建</translation>
    </message>
    <message>
        <source>Reading both sides</source>
        <translation>正在读取两边</translation>
    </message>
    <message numerus="yes">
        <source>%n services would keep the image they have: their tag is set by hand. Tick them to take the new image along.</source>
        <translation>
            <numerusform>%n 个服务会保留现有镜像：它们的标签是手工设置的。勾选即可带上新镜像。</numerusform>
        </translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>全部勾选</translation>
    </message>
    <message numerus="yes">
        <source>%n values differ</source>
        <translation>
            <numerusform>%n 个值不同</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n objects differ</source>
        <translation>
            <numerusform>%n 个对象不同</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>names of the environment read as the same in %n places</source>
        <translation>
            <numerusform>%n 处环境名称视为相同</numerusform>
        </translation>
    </message>
    <message>
        <source>No open context has this release a second time.</source>
        <translation>已打开的集群上下文中没有第二个这样的 Release。</translation>
    </message>
    <message>
        <source>Open the other context on the left: a release of the same name is found by itself, also in a namespace that differs only by stg and prd.</source>
        <translation>请在左侧打开另一个集群上下文：同名的 Release 会自动找到，命名空间仅 stg、prd 不同时也可以。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再找一次</translation>
    </message>
    <message>
        <source>Reading both sides…</source>
        <translation>正在读取两边…</translation>
    </message>
    <message>
        <source>All values are the same.</source>
        <translation>所有值都相同。</translation>
    </message>
    <message>
        <source>All objects are the same, their own names aside.</source>
        <translation>除名称外，所有对象都相同。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>builds, values, manifest</source>
        <translation>构建、值、清单</translation>
    </message>
    <message>
        <source>take this build along</source>
        <translation>带上此构建</translation>
    </message>
    <message>
        <source>change sides</source>
        <translation>交换两边</translation>
    </message>
    <message>
        <source>another context or namespace</source>
        <translation>另一个集群上下文或命名空间</translation>
    </message>
    <message>
        <source>upgrade the second to this build</source>
        <translation>将后者升级到此构建</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ContextCard</name>
    <message>
        <source>namespace %1</source>
        <translation>命名空间 %1</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ContextRail</name>
    <message>
        <source>Contexts</source>
        <translation>集群上下文</translation>
    </message>
    <message>
        <source>Kubeconfig files and the demo clusters</source>
        <translation>kubeconfig 文件与演示集群</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DataTable</name>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>恢复默认列</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DebugPanel</name>
    <message>
        <source>Start a debug container</source>
        <translation>启动调试容器</translation>
    </message>
    <message>
        <source>Make a debug pod beside it</source>
        <translation>在旁边创建调试 Pod</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Make a pod on this node</source>
        <translation>在此节点上创建 Pod</translation>
    </message>
    <message>
        <source>Confirmation</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Making a pod here changes a protected place. Type %1 to allow it.</source>
        <translation>在此创建 Pod 会更改受保护的位置。请键入 %1 以允许。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DiffBar</name>
    <message>
        <source>From revision</source>
        <translation>起始修订</translation>
    </message>
    <message>
        <source>To revision</source>
        <translation>目标修订</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Secrets hidden</source>
        <translation>敏感值已隐藏</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Normalise</source>
        <translation>规范化</translation>
    </message>
    <message>
        <source>Quantities, ports as numbers or strings, and empty maps that are the same to the server are no change.</source>
        <translation>对服务器来说相同的数量写法、端口的数字或字符串写法以及空映射，不算变化。</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>下一处变化</translation>
    </message>
    <message>
        <source>Previous change</source>
        <translation>上一处变化</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Copy as unified diff</source>
        <translation>复制为统一格式差异</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Save as unified diff…</source>
        <translation>保存为统一格式差异…</translation>
    </message>
    <message>
        <source>Save as Markdown…</source>
        <translation>保存为 Markdown…</translation>
    </message>
    <message>
        <source>Show the command</source>
        <translation>显示命令</translation>
    </message>
    <message>
        <source>Swap from and to</source>
        <translation>对调起始与目标</translation>
    </message>
    <message>
        <source>Show label changes (%1)</source>
        <translation>显示标签变化（%1）</translation>
    </message>
    <message>
        <source>Objects of which only chart and version labels, checksums and the like changed</source>
        <translation>只有 Chart 标签、版本标签、校验和之类有变化的对象</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DiffCanvas</name>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>values shown, copying is off</source>
        <translation>敏感值已显示，不能复制</translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged line(s)</source>
        <translation>
            <numerusform>%n 行未变</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DiffExport</name>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Differences (*.diff *.patch)</source>
        <translation>差异 (*.diff *.patch)</translation>
    </message>
    <message>
        <source>Save differences</source>
        <translation>保存差异</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DiffOutline</name>
    <message>
        <source>Changed objects</source>
        <translation>有变化的对象</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DiffOutlineModel</name>
    <message>
        <source>%1 lines added, %2 removed</source>
        <translation>增加 %1 行，删除 %2 行</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>已看</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DiffTab</name>
    <message>
        <source>Reading both revisions</source>
        <translation>正在读取两个修订</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>正在比较</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a release to see what changed.</source>
        <translation>选择一个 Release 以查看变化。</translation>
    </message>
    <message>
        <source>Comparing revisions…</source>
        <translation>正在比较修订…</translation>
    </message>
    <message>
        <source>Revision %1 on both sides.</source>
        <translation>两侧都是修订 %1。</translation>
    </message>
    <message>
        <source>Revisions %1 and %2 have the same manifest.</source>
        <translation>修订 %1 与 %2 的清单相同。</translation>
    </message>
    <message>
        <source>Values, hooks and notes are the same too.</source>
        <translation>值、Hook 和说明也相同。</translation>
    </message>
    <message>
        <source>Revision %1 is the oldest one kept.</source>
        <translation>修订 %1 是保留的最早一个修订。</translation>
    </message>
    <message>
        <source>Choose another revision to compare it with.</source>
        <translation>请选择另一个修订与它比较。</translation>
    </message>
    <message>
        <source>Comparing was cancelled.</source>
        <translation>比较已取消。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Shown for %1 s</source>
        <translation>%1 秒后隐藏</translation>
    </message>
    <message>
        <source>Hides the values again</source>
        <translation>重新隐藏敏感值</translation>
    </message>
    <message>
        <source>Secrets hidden</source>
        <translation>敏感值已隐藏</translation>
    </message>
    <message>
        <source>Shows the hidden values of this object for 30 s</source>
        <translation>显示此对象的敏感值 30 秒</translation>
    </message>
    <message>
        <source>Nothing is hidden in this object</source>
        <translation>此对象没有隐藏的值</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DiffWords</name>
    <message>
        <source>immutable</source>
        <translation>不可修改</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>CRD</source>
        <translation>CRD</translation>
    </message>
    <message>
        <source>image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>replicas</source>
        <translation>副本数</translation>
    </message>
    <message>
        <source>RBAC</source>
        <translation>RBAC</translation>
    </message>
    <message>
        <source>port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>The server refuses to change one of these fields of an object that exists.</source>
        <translation>对象已存在，服务器会拒绝修改其中的某个字段。</translation>
    </message>
    <message>
        <source>The object is deleted and made anew.</source>
        <translation>对象会被删除后重新创建。</translation>
    </message>
    <message>
        <source>The object is deleted.</source>
        <translation>对象会被删除。</translation>
    </message>
    <message>
        <source>Stored data may be touched.</source>
        <translation>可能影响已存储的数据。</translation>
    </message>
    <message>
        <source>A kind of the cluster changes, for everybody who uses it.</source>
        <translation>集群中的一种类型会改变，影响所有使用者。</translation>
    </message>
    <message>
        <source>Another image runs.</source>
        <translation>将运行另一个镜像。</translation>
    </message>
    <message>
        <source>The number of pods changes.</source>
        <translation>Pod 数量会改变。</translation>
    </message>
    <message>
        <source>Somebody may do more than before.</source>
        <translation>有人会获得比以前更多的权限。</translation>
    </message>
    <message>
        <source>Ports, or who can reach the service, change.</source>
        <translation>端口或可访问该服务的对象会改变。</translation>
    </message>
    <message>
        <source>Key %1 is new.</source>
        <translation>键 %1 为新增。</translation>
    </message>
    <message>
        <source>Key %1 is gone.</source>
        <translation>键 %1 已移除。</translation>
    </message>
    <message>
        <source>Key %1 has another value.</source>
        <translation>键 %1 的值已改变。</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Hooks</source>
        <translation>Hook</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Label changes only</source>
        <translation>仅标签变化</translation>
    </message>
    <message>
        <source>Unreadable object</source>
        <translation>无法解析的对象</translation>
    </message>
    <message>
        <source>%1 · values you supplied</source>
        <translation>%1 · 自定义值</translation>
    </message>
    <message>
        <source>%1 · notes</source>
        <translation>%1 · 说明</translation>
    </message>
    <message>
        <source>hook</source>
        <translation>Hook</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n 个键</numerusform>
        </translation>
    </message>
    <message>
        <source>, labels only</source>
        <extracomment>of a service in the headline of a diff, after its versions: nothing but labels changed</extracomment>
        <translation>，仅标签变化</translation>
    </message>
    <message numerus="yes">
        <source>%n more with labels only</source>
        <translation>
            <numerusform>另有 %n 项仅标签变化</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>修改 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>重建 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>新增 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>移除 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hook(s)</source>
        <translation>
            <numerusform>%n 个 Hook</numerusform>
        </translation>
    </message>
    <message>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>说明</translation>
    </message>
    <message numerus="yes">
        <source>%n labels only</source>
        <translation>
            <numerusform>仅标签变化 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DockArea</name>
    <message>
        <source>Dock</source>
        <translation>停靠区</translation>
    </message>
    <message>
        <source>Open in a window of its own</source>
        <translation>在单独的窗口中打开</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DrainForm</name>
    <message>
        <source>Pods nobody makes anew</source>
        <translation>没有人会重建的 Pod</translation>
    </message>
    <message>
        <source>Local data</source>
        <translation>本地数据</translation>
    </message>
    <message>
        <source>Evicts pods without a controller too. They are gone for good (kubectl: --force).</source>
        <translation>也驱逐没有控制器的 Pod。它们会永久消失（kubectl：--force）。</translation>
    </message>
    <message>
        <source>Evicts pods with emptyDir volumes too. What is in them is lost (kubectl: --delete-emptydir-data).</source>
        <translation>也驱逐带 emptyDir 卷的 Pod。其中的内容会丢失（kubectl：--delete-emptydir-data）。</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Wait at most</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>How long budgets and slow pods are waited for.</source>
        <translation>为中断预算和缓慢的 Pod 等待多久。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::EmptyState</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::FaultsPage</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>异常总览</translation>
    </message>
    <message>
        <source>No context is open.</source>
        <translation>没有打开的集群上下文。</translation>
    </message>
    <message>
        <source>Open one to see what is wrong in it.</source>
        <translation>打开一个集群上下文，即可查看其中的异常。</translation>
    </message>
    <message>
        <source>No fault matches the filter.</source>
        <translation>没有符合筛选条件的异常。</translation>
    </message>
    <message>
        <source>Nothing is wrong in the open contexts.</source>
        <translation>已打开的集群上下文中没有异常。</translation>
    </message>
    <message numerus="yes">
        <source>%n context(s) are open.</source>
        <translation>
            <numerusform>已打开 %n 个集群上下文。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n release(s) with faults</source>
        <translation>
            <numerusform>%n 个 Release 有异常</numerusform>
        </translation>
    </message>
    <message>
        <source>Not live: %1. What is wrong there may have changed.</source>
        <translation>非实时：%1。其中的异常可能已有变化。</translation>
    </message>
    <message>
        <source>to the release</source>
        <translation>转到该 Release</translation>
    </message>
    <message>
        <source>down, up, first, last</source>
        <translation>下、上、首行、末行</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::FilterField</name>
    <message>
        <source>Filter: text, /regex/, !not</source>
        <extracomment>the three ways to filter a table; /regex/ and !not are typed as they stand</extracomment>
        <translation>筛选：文字、/正则/、!排除</translation>
    </message>
    <message>
        <source>Filter rows</source>
        <translation>筛选行</translation>
    </message>
    <message>
        <source>Not a regular expression yet: %1</source>
        <translation>还不是有效的正则表达式：%1</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::FindBar</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find in this text</source>
        <translation>在此文本中查找</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一处匹配</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一处匹配</translation>
    </message>
    <message>
        <source>Close the find bar</source>
        <translation>关闭查找栏</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1 of %2 matches; %2 may end with &quot;+&quot; when there are more than are counted</extracomment>
        <translation>第 %1 处，共 %2 处</translation>
    </message>
    <message>
        <source>%1 found</source>
        <extracomment>how many places match; may end with &quot;+&quot; when there are more than are counted</extracomment>
        <translation>找到 %1 处</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ForwardsModel</name>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>集群上下文</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>本机端口</translation>
    </message>
    <message>
        <source>Port there</source>
        <translation>远端端口</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Pod</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接数</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ForwardsTab</name>
    <message>
        <source>Forwarded ports</source>
        <translation>转发的端口</translation>
    </message>
    <message>
        <source>No port is forwarded.</source>
        <translation>没有转发任何端口。</translation>
    </message>
    <message>
        <source>Point at a pod, a workload or a service and press Shift+F.</source>
        <translation>选中一个 Pod、工作负载或 Service，然后按 Shift+F。</translation>
    </message>
    <message>
        <source>Port there</source>
        <translation>远端端口</translation>
    </message>
    <message>
        <source>a free one</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>Port on this machine</source>
        <translation>本机端口</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>转发</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Open for troubleshooting…</source>
        <translation>进入排障模式…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>number or name</source>
        <translation>端口号或名称</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Forwards (%1)</source>
        <translation>端口转发（%1）</translation>
    </message>
    <message>
        <source>Forwards</source>
        <translation>端口转发</translation>
    </message>
    <message>
        <source>copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>start or stop</source>
        <translation>启动或停止</translation>
    </message>
    <message>
        <source>open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::HistogramStrip</name>
    <message>
        <source>Lines over time</source>
        <translation>日志行随时间分布</translation>
    </message>
    <message>
        <source>Left and Right choose a time, Enter goes there</source>
        <translation>用左右方向键选择时间，按 Enter 前往</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n 个错误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 个警告</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::HistoryTab</name>
    <message>
        <source>saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>saving …</source>
        <translation>正在保存 …</translation>
    </message>
    <message>
        <source>Save record</source>
        <translation>保存记录</translation>
    </message>
    <message>
        <source>The stored record of the chosen revision, with the secrets of its values, into a file that only you can read</source>
        <translation>把所选修订版本的存储记录（含其值中的机密）保存到只有您可读的文件</translation>
    </message>
    <message>
        <source>Save record…</source>
        <translation>保存记录…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n revision(s)</source>
        <translation>
            <numerusform>%1 个修订，共 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n revision(s) kept</source>
        <translation>
            <numerusform>保留 %n 个修订</numerusform>
        </translation>
    </message>
    <message>
        <source>reading …</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::HooksTab</name>
    <message>
        <source>never ran</source>
        <translation>从未运行</translation>
    </message>
    <message>
        <source>Hook</source>
        <translation>Hook</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Runs at</source>
        <translation>触发时机</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>上次运行</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>This revision has no hooks.</source>
        <translation>此修订没有 Hook。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LevelChips</name>
    <message>
        <source>%1 k</source>
        <translation>%1 千</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 百万</translation>
    </message>
    <message>
        <source>%1: %2 lines. Click hides them, Ctrl+click shows them alone.</source>
        <translation>%1：%2 行。单击隐藏，Ctrl+单击只显示这些。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LiveObjectsModel</name>
    <message>
        <source>whole cluster</source>
        <translation>整个集群</translation>
    </message>
    <message>
        <source>can&apos;t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LiveObjectsTab</name>
    <message>
        <source>Objects of the release</source>
        <translation>Release 的对象</translation>
    </message>
    <message>
        <source>Reading the objects of the release…</source>
        <translation>正在读取 Release 的对象…</translation>
    </message>
    <message>
        <source>Reading the revision…</source>
        <translation>正在读取修订…</translation>
    </message>
    <message>
        <source>This revision has no objects.</source>
        <translation>此修订没有对象。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n object(s) in order</source>
        <translation>
            <numerusform>%n 个对象中 %1 个正常</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n can&apos;t be read</source>
        <translation>
            <numerusform>%n 个无法读取</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LogActions</name>
    <message>
        <source>Tail</source>
        <extracomment>how far back a log begins: with its last lines</extracomment>
        <translation>末尾</translation>
    </message>
    <message>
        <source>From the start</source>
        <extracomment>how far back a log begins: with its first line</extracomment>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 分钟</translation>
    </message>
    <message>
        <source>15 min</source>
        <translation>15 分钟</translation>
    </message>
    <message>
        <source>30 min</source>
        <translation>30 分钟</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>The last 1,000 lines of each container, then what comes (0)</source>
        <translation>每个容器的最后 1,000 行及之后的新行（0）</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Keep the newest line in sight</source>
        <translation>始终显示最新的行</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>The server&apos;s time of each line</source>
        <translation>每行的服务器时间</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>本地时间</translation>
    </message>
    <message>
        <source>Time here instead of UTC</source>
        <translation>用本地时间代替 UTC</translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>Long lines over several rows</source>
        <translation>长行分多行显示</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>JSON and logfmt as columns; remembered for this workload</source>
        <translation>把 JSON 和 logfmt 显示为列；为该工作负载记住</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>The log alone, over the whole window, or back</source>
        <translation>日志铺满整个窗口，或恢复</translation>
    </message>
    <message>
        <source>Previous container</source>
        <translation>上一个容器</translation>
    </message>
    <message>
        <source>What the container wrote before its last restart</source>
        <translation>容器上次重启之前的输出</translation>
    </message>
    <message>
        <source>All containers</source>
        <translation>全部容器</translation>
    </message>
    <message>
        <source>Also init, sidecar and ephemeral containers; again: as before</source>
        <translation>也包括 init、sidecar 和临时容器；再按一次恢复</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>过滤…</translation>
    </message>
    <message>
        <source>Hide lines: text, /regex/, !not</source>
        <translation>隐藏行：文本、/正则/、!排除</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Mark text without hiding anything</source>
        <translation>标记文本，不隐藏任何行</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Mind case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Capitals count also where none is typed</source>
        <translation>即使未输入大写也区分大小写</translation>
    </message>
    <message>
        <source>Next error</source>
        <translation>下一个错误</translation>
    </message>
    <message>
        <source>Previous error</source>
        <translation>上一个错误</translation>
    </message>
    <message>
        <source>Next mark line</source>
        <translation>下一条标记线</translation>
    </message>
    <message>
        <source>Unfold or fold the line</source>
        <translation>展开或折叠该行</translation>
    </message>
    <message>
        <source>The whole line; JSON set out</source>
        <translation>显示整行；JSON 排版展开</translation>
    </message>
    <message>
        <source>Draw a mark line</source>
        <translation>画一条标记线</translation>
    </message>
    <message>
        <source>A line across the log, now, to see what came after</source>
        <translation>在当前位置画一条线，以便看清之后的内容</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Forget the lines held so far; following goes on</source>
        <translation>清除已保存的行；继续跟随</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>The selection; without one, the current line</source>
        <translation>选中的内容；没有选中时为当前行</translation>
    </message>
    <message>
        <source>Mask secrets in copies</source>
        <translation>复制时隐藏敏感值</translation>
    </message>
    <message>
        <source>Values that look like passwords, tokens and keys are copied and saved as ••••••</source>
        <translation>看起来像密码、令牌和密钥的值在复制和保存时写成 ••••••</translation>
    </message>
    <message>
        <source>Save what is shown…</source>
        <translation>保存显示的内容…</translation>
    </message>
    <message>
        <source>The lines that pass the filter, as they are shown</source>
        <translation>通过过滤的行，按显示的样子</translation>
    </message>
    <message>
        <source>Save raw bytes…</source>
        <translation>保存原始字节…</translation>
    </message>
    <message>
        <source>Every line held, byte for byte as the server sent it</source>
        <translation>已保存的每一行，与服务器发送的字节完全一致</translation>
    </message>
    <message>
        <source>Show the command</source>
        <translation>显示命令</translation>
    </message>
    <message>
        <source>The kubectl command this log stands for</source>
        <translation>与此日志对应的 kubectl 命令</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>回溯多久</translation>
    </message>
    <message>
        <source>View of the log</source>
        <translation>日志视图</translation>
    </message>
    <message>
        <source>Filter and find</source>
        <translation>过滤与查找</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Oldest and newest line</source>
        <translation>最旧和最新的行</translation>
    </message>
    <message>
        <source>Select lines</source>
        <translation>选择行</translation>
    </message>
    <message>
        <source>Containers…</source>
        <translation>容器…</translation>
    </message>
    <message>
        <source>Which containers are read; remembered for this workload</source>
        <translation>读取哪些容器；按工作负载记住</translation>
    </message>
    <message>
        <source>Pods…</source>
        <translation>选择 Pod…</translation>
    </message>
    <message>
        <source>Which pods are shown</source>
        <translation>显示哪些 Pod</translation>
    </message>
    <message>
        <source>Choose columns…</source>
        <translation>选择列…</translation>
    </message>
    <message>
        <source>Which fields are columns; remembered</source>
        <translation>哪些字段作为列；会记住</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LogExport</name>
    <message>
        <source>the log was cleared</source>
        <translation>日志已清空</translation>
    </message>
    <message numerus="yes">
        <source>--- %n line(s) were not kept any more ---</source>
        <translation>
            <numerusform>--- %n 行已不再保留 ---</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LogSettingsForm</name>
    <message>
        <source>Memory of a log</source>
        <translation>日志占用内存</translation>
    </message>
    <message>
        <source>What a log holds in memory; older lines go to a file on this machine. For logs opened from now on.</source>
        <translation>一份日志在内存中保留多少；更早的行写入本机的文件。对之后打开的日志生效。</translation>
    </message>
    <message>
        <source>File of a log</source>
        <translation>日志文件大小</translation>
    </message>
    <message>
        <source>What a log holds beyond its memory; then its oldest lines go, and the log says so. The file can be read by nobody else and goes with the log. For logs opened from now on.</source>
        <translation>一份日志在内存之外保留多少；超出后最早的行会丢弃，日志中会说明。该文件他人无法读取，并随日志一起消失。对之后打开的日志生效。</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>长行换行</translation>
    </message>
    <message>
        <source>In a log: w. Holds for all logs that are open too.</source>
        <translation>在日志中按 w。对所有已打开的日志也生效。</translation>
    </message>
    <message>
        <source>Show the server’s time of each line</source>
        <translation>显示每行的服务器时间</translation>
    </message>
    <message>
        <source>In a log: t. Holds for all logs that are open too.</source>
        <translation>在日志中按 t。对所有已打开的日志也生效。</translation>
    </message>
    <message>
        <source>Times of this place instead of UTC</source>
        <translation>使用本地时间而不是 UTC</translation>
    </message>
    <message>
        <source>In a log: z. Holds for all logs that are open too.</source>
        <translation>在日志中按 z。对所有已打开的日志也生效。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LogStateLine</name>
    <message>
        <source>looking for pods</source>
        <translation>正在查找 Pod</translation>
    </message>
    <message>
        <source>no pods now, still looking</source>
        <translation>当前没有 Pod，仍在查找</translation>
    </message>
    <message>
        <source>read to the end, nothing follows</source>
        <translation>已读到末尾，不再跟随</translation>
    </message>
    <message>
        <source>not reading</source>
        <translation>未在读取</translation>
    </message>
    <message>
        <source>following</source>
        <translation>跟随中</translation>
    </message>
    <message>
        <source>paused here, still reading (s follows)</source>
        <translation>停在此处，仍在读取（按 s 跟随）</translation>
    </message>
    <message numerus="yes">
        <source>%n stream(s)</source>
        <translation>
            <numerusform>%n 个流</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for a free stream</source>
        <translation>
            <numerusform>%n 个在等待空闲流</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 lines shown</source>
        <translation>显示 %1 / %2 行</translation>
    </message>
    <message>
        <source>%1 of %2 lines shown, filtering %3 %</source>
        <translation>显示 %1 / %2 行，过滤进度 %3 %</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1 lines/s</source>
        <translation>%1 行/秒</translation>
    </message>
    <message>
        <source>%1 dropped</source>
        <translation>丢弃 %1 行</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LogView</name>
    <message>
        <source>Log lines</source>
        <translation>日志行</translation>
    </message>
    <message>
        <source>Revision %1</source>
        <translation>修订 %1</translation>
    </message>
    <message>
        <source>r%1</source>
        <extracomment>a release&apos;s revision beside a line, as short as can be</extracomment>
        <translation>r%1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Pod</source>
        <translation>Pod</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LogWords</name>
    <message>
        <source>%1: %2</source>
        <extracomment>a sentence and the server&apos;s own words after it</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 joins</source>
        <translation>%1 加入</translation>
    </message>
    <message>
        <source>%1 is gone</source>
        <translation>%1 已消失</translation>
    </message>
    <message>
        <source>%1 ended</source>
        <translation>%1 已结束</translation>
    </message>
    <message>
        <source>%1 is not running yet</source>
        <translation>%1 尚未运行</translation>
    </message>
    <message>
        <source>%1 restarted; its next run begins here</source>
        <translation>%1 已重启；新一次运行从这里开始</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read</source>
        <translation>%1 无法读取</translation>
    </message>
    <message>
        <source>The log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>connection lost, resumed with nothing missing</source>
        <translation>连接曾中断，已恢复且没有缺失</translation>
    </message>
    <message>
        <source>connection lost (%1), resumed with nothing missing</source>
        <translation>连接曾中断（%1），已恢复且没有缺失</translation>
    </message>
    <message>
        <source>lines may be missing here</source>
        <translation>这里可能缺少若干行</translation>
    </message>
    <message>
        <source>the node rotated the log file; it goes on without a gap</source>
        <translation>节点轮转了日志文件；内容连续无缺失</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) not kept</source>
        <translation>
            <numerusform>%n 行未保留</numerusform>
        </translation>
    </message>
    <message>
        <source>revision %1 starts</source>
        <translation>修订 %1 从这里开始</translation>
    </message>
    <message>
        <source>revision %1 starts · %2</source>
        <translation>修订 %1 从这里开始 · %2</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>mark · %1</source>
        <translation>标记 · %1</translation>
    </message>
    <message>
        <source>trace</source>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>warn</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>fatal</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>other</source>
        <extracomment>lines that say nothing of their level</extracomment>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LogsBar</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Save what is shown (Ctrl+S)</source>
        <translation>保存显示的内容（Ctrl+S）</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>回溯多久</translation>
    </message>
    <message>
        <source>How far back the log begins (0 to 6)</source>
        <translation>日志从多久之前开始（0 到 6）</translation>
    </message>
    <message>
        <source>Filter lines</source>
        <translation>过滤行</translation>
    </message>
    <message>
        <source>Time of each line, %1</source>
        <translation>每行的时间，%1</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LogsTab</name>
    <message>
        <source>Nothing found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>The last lines are neither JSON nor logfmt: there are no columns to show.</source>
        <translation>最近的行既不是 JSON 也不是 logfmt：没有可显示的列。</translation>
    </message>
    <message>
        <source>Logs %1 · %2</source>
        <extracomment>a log&apos;s tab: whose log, in which context</extracomment>
        <translation>日志 %1 · %2</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s)</source>
        <translation>
            <numerusform>%n 个 Pod</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in namespace %2</source>
        <translation>%1，命名空间 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n container(s)</source>
        <translation>
            <numerusform>%n 个容器</numerusform>
        </translation>
    </message>
    <message>
        <source>all containers</source>
        <translation>全部容器</translation>
    </message>
    <message>
        <source>containers</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>Which containers are read; remembered for this workload (a: all)</source>
        <translation>读取哪些容器；为该工作负载记住（a：全部）</translation>
    </message>
    <message>
        <source>Not a regular expression yet: %1</source>
        <translation>还不是正则表达式：%1</translation>
    </message>
    <message>
        <source>No line passes the filter.</source>
        <translation>没有行通过过滤。</translation>
    </message>
    <message>
        <source>Filtering…</source>
        <translation>正在过滤…</translation>
    </message>
    <message>
        <source>%1 lines are held.</source>
        <translation>已保存 %1 行。</translation>
    </message>
    <message>
        <source>Show all lines</source>
        <translation>显示全部行</translation>
    </message>
    <message>
        <source>Looking for pods of %1…</source>
        <translation>正在查找 %1 的 Pod…</translation>
    </message>
    <message>
        <source>%1 · trying again</source>
        <translation>%1 · 正在重试</translation>
    </message>
    <message>
        <source>No pod of %1 is there now.</source>
        <translation>%1 当前没有 Pod。</translation>
    </message>
    <message>
        <source>Pods that start join by themselves.</source>
        <translation>新启动的 Pod 会自动加入。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>The previous containers wrote nothing.</source>
        <translation>上一个容器没有任何输出。</translation>
    </message>
    <message>
        <source>Nothing was written yet.</source>
        <translation>还没有任何输出。</translation>
    </message>
    <message>
        <source>New lines come by themselves.</source>
        <translation>新的行会自动出现。</translation>
    </message>
    <message>
        <source>Read from the start</source>
        <translation>从头读取</translation>
    </message>
    <message>
        <source>Nothing is selected: choose lines with the mouse or Shift+Up and Shift+Down.</source>
        <translation>没有选中内容：请用鼠标或 Shift+上/下 选择行。</translation>
    </message>
    <message>
        <source>Only the first %1 lines were copied (64 MiB). Save them instead.</source>
        <translation>只复制了前 %1 行（64 MiB）。请改用保存。</translation>
    </message>
    <message>
        <source>Writing lines</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>Save raw bytes</source>
        <translation>保存原始字节</translation>
    </message>
    <message>
        <source>Save what is shown</source>
        <translation>保存显示的内容</translation>
    </message>
    <message>
        <source>%1 lines saved to %2.</source>
        <translation>已将 %1 行保存到 %2。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>init</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>sidecar</source>
        <translation>边车</translation>
    </message>
    <message>
        <source>ephemeral</source>
        <translation>临时</translation>
    </message>
    <message>
        <source>Show all pods</source>
        <translation>显示全部 Pod</translation>
    </message>
    <message numerus="yes">
        <source>%n more; filter by name instead</source>
        <translation>
            <numerusform>还有 %n 个；请改用名称过滤</numerusform>
        </translation>
    </message>
    <message>
        <source>No pod yet</source>
        <translation>还没有 Pod</translation>
    </message>
    <message>
        <source>Containers and sidecars</source>
        <translation>容器和 sidecar</translation>
    </message>
    <message>
        <source>All, init and ephemeral too</source>
        <translation>全部，包括 init 和临时容器</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>未运行</translation>
    </message>
    <message numerus="yes">
        <source>%n restart(s)</source>
        <translation>
            <numerusform>重启 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>No container yet</source>
        <translation>还没有容器</translation>
    </message>
    <message>
        <source>Choose by themselves</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>The last lines are neither JSON nor logfmt</source>
        <translation>最近的行既不是 JSON 也不是 logfmt</translation>
    </message>
    <message>
        <source>Only lines with “%1”</source>
        <translation>只显示含“%1”的行</translation>
    </message>
    <message>
        <source>Hide lines with “%1”</source>
        <translation>隐藏含“%1”的行</translation>
    </message>
    <message>
        <source>Only pod %1</source>
        <translation>只显示 Pod %1</translation>
    </message>
    <message>
        <source>Hide pod %1</source>
        <translation>隐藏 Pod %1</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::MainWindow</name>
    <message>
        <source>Everywhere</source>
        <translation>所有页面</translation>
    </message>
    <message>
        <source>go to or run</source>
        <translation>跳转或执行</translation>
    </message>
    <message>
        <source>filter this table</source>
        <translation>筛选此表格</translation>
    </message>
    <message>
        <source>close, then go back</source>
        <translation>关闭，再按返回</translation>
    </message>
    <message>
        <source>back and forward</source>
        <translation>后退与前进</translation>
    </message>
    <message>
        <source>full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>these keys</source>
        <translation>显示这些快捷键</translation>
    </message>
    <message>
        <source>quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Keys of this view</source>
        <translation>此页面的快捷键</translation>
    </message>
    <message>
        <source>There is no context named “%1”.</source>
        <translation>没有名为“%1”的集群上下文。</translation>
    </message>
    <message>
        <source>Diff</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>资源</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>between page and dock</source>
        <translation>在页面与底部面板之间切换</translation>
    </message>
    <message>
        <source>close the tab of the dock</source>
        <translation>关闭底部面板的标签页</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ManifestTab</name>
    <message>
        <source>Find an object</source>
        <translation>查找对象</translation>
    </message>
    <message>
        <source>Objects of the manifest</source>
        <translation>清单中的对象</translation>
    </message>
    <message>
        <source># The manifest is empty.</source>
        <translation># 清单为空。</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n 个对象</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::MarkBar</name>
    <message>
        <source>Clear marks</source>
        <translation>清除标记</translation>
    </message>
    <message>
        <source>Upgrade marked …</source>
        <translation>升级已标记的…</translation>
    </message>
    <message>
        <source>Every release the filter shows (Shift+A)</source>
        <translation>筛选所显示的每个 Release（Shift+A）</translation>
    </message>
    <message>
        <source>Also of those the filter hides (Ctrl+\)</source>
        <translation>包括被筛选隐藏的（Ctrl+\）</translation>
    </message>
    <message>
        <source>All of them in one plan, with one difference first (Shift+U)</source>
        <translation>全部放进一个计划，先看一份差异（Shift+U）</translation>
    </message>
    <message numerus="yes">
        <source>%n release(s) marked</source>
        <translation>
            <numerusform>已标记 %n 个 Release</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden by the filter</source>
        <translation>
            <numerusform>%n 个被筛选隐藏</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark all %n shown</source>
        <translation>
            <numerusform>标记显示的全部 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ModePanel</name>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Mode of %1</source>
        <translation>%1 的模式</translation>
    </message>
    <message>
        <source>%1: opens for a reason and a time, and locks by itself. What runs then goes on.</source>
        <translation>%1：解锁需要原因和时长，到时自动锁定；正在进行的操作会继续。</translation>
    </message>
    <message>
        <source>%1: changes are open from the start.</source>
        <translation>%1：变更默认已解锁。</translation>
    </message>
    <message>
        <source>Reason: hotfix PAY-1120</source>
        <translation>原因：紧急修复 PAY-1120</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>It goes into the audit and into the description of what is deployed.</source>
        <translation>会写入审计和部署说明。</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Make it read-only</source>
        <translation>设为只读</translation>
    </message>
    <message>
        <source>Open for %1 min</source>
        <translation>解锁 %1 分钟</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>解锁</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::NamespaceMenu</name>
    <message>
        <source>Prepare “%1” for a release…</source>
        <translation>为发布准备“%1”…</translation>
    </message>
    <message>
        <source>Choose a namespace</source>
        <translation>选择命名空间</translation>
    </message>
    <message>
        <source>Find a namespace</source>
        <translation>查找命名空间</translation>
    </message>
    <message>
        <source>You may not list namespaces here (verb “list”, resource “namespaces”). Type the name of one you may read, and press Enter. To see what you may do:</source>
        <translation>您无权在此列出命名空间（动词“list”，资源“namespaces”）。请输入一个您有权读取的命名空间名称，然后按 Enter。查看您的权限：</translation>
    </message>
    <message>
        <source>All namespaces</source>
        <translation>所有命名空间</translation>
    </message>
    <message>
        <source>Look into “%1”</source>
        <translation>查看“%1”</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::NavigationPanel</name>
    <message>
        <source>Navigation</source>
        <translation>导航</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>异常总览</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Workloads</source>
        <translation>工作负载</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Config</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Custom kinds</source>
        <translation>自定义类型</translation>
    </message>
    <message>
        <source>This program</source>
        <translation>本程序</translation>
    </message>
    <message>
        <source>HTTP trace</source>
        <translation>HTTP 跟踪</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Port-forwards</source>
        <translation>端口转发</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::NotesTab</name>
    <message>
        <source>This revision has no notes.</source>
        <translation>此修订没有说明。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::Notice</name>
    <message>
        <source>Close this notice</source>
        <translation>关闭此提示</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ObjectActions</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Logs of the container before</source>
        <translation>上一个容器的日志</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>Shell</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>附加</translation>
    </message>
    <message>
        <source>Debug container…</source>
        <translation>调试容器…</translation>
    </message>
    <message>
        <source>Forward a port…</source>
        <translation>转发端口…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Scale…</source>
        <translation>扩缩…</translation>
    </message>
    <message>
        <source>Restart…</source>
        <translation>重启…</translation>
    </message>
    <message>
        <source>Cordon…</source>
        <translation>停止调度…</translation>
    </message>
    <message>
        <source>Uncordon…</source>
        <translation>恢复调度…</translation>
    </message>
    <message>
        <source>Copy the name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Drain…</source>
        <translation>排空…</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ObjectChangePresenter</name>
    <message>
        <source>Look at what would be done first.</source>
        <translation>请先查看将要执行的操作。</translation>
    </message>
    <message>
        <source>It can’t be done like this. Nothing is begun.</source>
        <translation>这样无法执行。没有开始任何操作。</translation>
    </message>
    <message>
        <source>Everything is as wanted already.</source>
        <translation>一切已经是所要求的状态。</translation>
    </message>
    <message>
        <source>The cluster itself is locked. Open it for changes.</source>
        <translation>集群范围已锁定。请先解锁变更。</translation>
    </message>
    <message>
        <source>Namespace %1 is locked. Open it for changes.</source>
        <translation>命名空间 %1 已锁定。请先解锁变更。</translation>
    </message>
    <message>
        <source>This place is protected: say why.</source>
        <translation>此处受保护：请填写原因。</translation>
    </message>
    <message>
        <source>Type %1 to begin.</source>
        <translation>输入 %1 以开始。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ObjectChangeSheet</name>
    <message>
        <source>when opened</source>
        <translation>打开时</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>now, changed by others</source>
        <translation>现在，已被别人修改</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本数</translation>
    </message>
    <message>
        <source>What hangs on it</source>
        <translation>依附于它的对象</translation>
    </message>
    <message>
        <source>goes after it</source>
        <translation>在它之后删除</translation>
    </message>
    <message>
        <source>The server deletes it at once, and the rest in the background.</source>
        <translation>服务器立即删除它，其余在后台删除。</translation>
    </message>
    <message>
        <source>goes before it</source>
        <translation>在它之前删除</translation>
    </message>
    <message>
        <source>It stays until all that hangs on it is gone.</source>
        <translation>在依附于它的对象全部消失之前它会保留。</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Pods and the like go on without an owner.</source>
        <translation>Pod 等对象在没有所有者的情况下继续存在。</translation>
    </message>
    <message>
        <source>Take fields over that others own</source>
        <translation>接管他人拥有的字段</translation>
    </message>
    <message>
        <source>Server-side apply with force: another manager’s value is replaced.</source>
        <translation>强制服务端应用：其他管理者的值会被替换。</translation>
    </message>
    <message>
        <source>Copy the command that does the same</source>
        <translation>复制等效命令</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Why, for the audit</source>
        <translation>原因，写入审计</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open for changes…</source>
        <translation>解锁变更…</translation>
    </message>
    <message>
        <source>See what it would do</source>
        <translation>查看将会发生什么</translation>
    </message>
    <message>
        <source>Somebody changed it since it was opened: what they did is below. Your text is kept.</source>
        <translation>打开之后有人修改了它：修改内容见下方。您的文本已保留。</translation>
    </message>
    <message>
        <source>Take theirs as the base</source>
        <translation>以对方的修改为基础</translation>
    </message>
    <message>
        <source>Reading the object…</source>
        <translation>正在读取对象…</translation>
    </message>
    <message>
        <source>Looking, trying, counting…</source>
        <translation>正在查看、试运行、统计…</translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> 以及另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Type %1</source>
        <translation>输入 %1</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>输入 %1 以确认</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Nothing more is evicted; what was asked to go goes.</source>
        <translation>不再驱逐更多；已被请求离开的会离开。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ObjectDetail</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>What it is and how it does (d)</source>
        <translation>它是什么、状态如何（d）</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>The object as the server keeps it, secrets hidden (y)</source>
        <translation>服务器保存的对象，敏感值已隐藏（y）</translation>
    </message>
    <message>
        <source>What happened to it, newest first (Shift+E)</source>
        <translation>它发生过什么，最新的在前（Shift+E）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Events of all namespaces</source>
        <translation>所有命名空间的事件</translation>
    </message>
    <message>
        <source>Events of namespace %1</source>
        <translation>命名空间 %1 的事件</translation>
    </message>
    <message>
        <source>No events. The server keeps them for about an hour.</source>
        <translation>没有事件。服务器大约只保留一小时。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ObjectTableModel</name>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ObjectsPage</name>
    <message>
        <source>All namespaces</source>
        <translation>所有命名空间</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Show one namespace or all of them. By key: :ns NAME</source>
        <translation>显示一个或所有命名空间。快捷键：:ns 名称</translation>
    </message>
    <message>
        <source>In the table</source>
        <translation>在表格中</translation>
    </message>
    <message>
        <source>move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>copy the rows</source>
        <translation>复制所选行</translation>
    </message>
    <message>
        <source>There is no %1 here.</source>
        <translation>这里没有 %1。</translation>
    </message>
    <message>
        <source>There is no %1 in namespace %2.</source>
        <translation>命名空间 %2 中没有 %1。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>%1 of %2, %3 hidden by the filter</source>
        <translation>%1，共 %2，筛选隐藏了 %3</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>Create…</source>
        <translation>创建…</translation>
    </message>
    <message>
        <source>New objects from YAML (Ctrl+N)</source>
        <translation>从 YAML 创建新对象（Ctrl+N）</translation>
    </message>
    <message>
        <source>open the object</source>
        <translation>打开对象</translation>
    </message>
    <message>
        <source>create from YAML</source>
        <translation>从 YAML 创建</translation>
    </message>
    <message>
        <source>read anew</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>CPU and memory are not shown: %1</source>
        <translation>未显示 CPU 和内存：%1</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::OptionsForm</name>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>why: goes into history and audit</source>
        <translation>原因：写入历史与审计</translation>
    </message>
    <message>
        <source>Of each hook and each wait, not of the whole operation.</source>
        <translation>针对每个 Hook 和每次等待，不是整个操作。</translation>
    </message>
    <message>
        <source>Until objects are ready</source>
        <translation>直到对象就绪</translation>
    </message>
    <message>
        <source>For hooks only</source>
        <translation>只等 Hook</translation>
    </message>
    <message>
        <source>As helm 3 polls</source>
        <translation>按 helm 3 轮询</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>As the last record says</source>
        <translation>按上次记录</translation>
    </message>
    <message>
        <source>Client-side</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Server-side</source>
        <translation>服务端</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Revisions kept</source>
        <translation>保留修订数</translation>
    </message>
    <message>
        <source>Apply method</source>
        <translation>应用方式</translation>
    </message>
    <message>
        <source>found by itself</source>
        <translation>自动查找</translation>
    </message>
    <message>
        <source>Create the namespace</source>
        <translation>创建命名空间</translation>
    </message>
    <message>
        <source>If it is not there yet.</source>
        <translation>若尚不存在。</translation>
    </message>
    <message>
        <source>Undo on failure</source>
        <translation>失败时撤销</translation>
    </message>
    <message>
        <source>An upgrade that fails is rolled back, an install that fails is uninstalled, by helm itself.</source>
        <translation>由 helm 自行处理：升级失败则回滚，安装失败则卸载。</translation>
    </message>
    <message>
        <source>Wait for jobs too</source>
        <translation>也等待 Job</translation>
    </message>
    <message>
        <source>Until they are complete.</source>
        <translation>直到完成。</translation>
    </message>
    <message>
        <source>Run hooks</source>
        <translation>运行 Hook</translation>
    </message>
    <message>
        <source>Off: the chart&apos;s hooks are left out.</source>
        <translation>关闭：不运行 Chart 的 Hook。</translation>
    </message>
    <message>
        <source>Adopt objects that exist</source>
        <translation>接管已存在的对象</translation>
    </message>
    <message>
        <source>Objects of the same name become this release&apos;s, and go when it is uninstalled.</source>
        <translation>同名对象会归此 Release 所有，卸载时一并删除。</translation>
    </message>
    <message>
        <source>Take fields from other managers</source>
        <translation>夺取其他管理者的字段</translation>
    </message>
    <message>
        <source>Server-side apply, helm 4: fields that somebody else owns are overwritten instead of refused.</source>
        <translation>helm 4 服务端应用：覆盖他人拥有的字段，而不是被拒绝。</translation>
    </message>
    <message>
        <source>Delete new objects on failure</source>
        <translation>失败时删除新对象</translation>
    </message>
    <message>
        <source>What this upgrade made is deleted when it fails.</source>
        <translation>失败时删除本次创建的对象。</translation>
    </message>
    <message>
        <source>Leave out the chart&apos;s CRDs</source>
        <translation>不安装 Chart 的 CRD</translation>
    </message>
    <message>
        <source>Nothing of crds/ is installed.</source>
        <translation>不安装 crds/ 中的任何内容。</translation>
    </message>
    <message>
        <source>helm 3 knows only client-side.</source>
        <translation>helm 3 只支持客户端方式。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::OverviewTab</name>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Subcharts and images</source>
        <translation>子 Chart 与镜像</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>%1 of the 1 MiB that a record may take</source>
        <translation>%1，记录上限为 1 MiB</translation>
    </message>
    <message>
        <source>subchart</source>
        <translation>子 Chart</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::OwnerRulesModel</name>
    <message>
        <source>Release</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>流水线</translation>
    </message>
    <message>
        <source>Name the pipeline</source>
        <translation>流水线名称</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::OwnerRulesTable</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Rules on who else deploys</source>
        <translation>其他部署者规则</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::PreparePage</name>
    <message>
        <source>next field</source>
        <translation>下一个字段</translation>
    </message>
    <message>
        <source>which of the file’s; empty: the only one</source>
        <translation>文件中的哪一个；留空则取唯一的一个</translation>
    </message>
    <message>
        <source>Docker’s config.json</source>
        <translation>docker 的 config.json</translation>
    </message>
    <message>
        <source>Open for changes…</source>
        <translation>开放更改…</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>准备</translation>
    </message>
    <message>
        <source>What is to be typed before it begins</source>
        <translation>开始前要输入的内容</translation>
    </message>
    <message>
        <source>Replace another user or token that is in the secret</source>
        <translation>替换 Secret 中已有的其他用户或令牌</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>镜像仓库</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>It is there already</source>
        <translation>已经存在</translation>
    </message>
    <message>
        <source>Registry, user and token</source>
        <translation>仓库、用户与令牌</translation>
    </message>
    <message>
        <source>From docker’s config.json</source>
        <translation>取自 docker 的 config.json</translation>
    </message>
    <message>
        <source>Look at what would be done</source>
        <translation>查看将要执行的操作</translation>
    </message>
    <message>
        <source>goes into the audit; needed where the place is protected</source>
        <translation>写入审计；受保护处必填</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>service account; empty: none</source>
        <translation>服务账户；留空则不附加</translation>
    </message>
    <message>
        <source>Attach it to</source>
        <translation>附加到</translation>
    </message>
    <message>
        <source>its name; empty: none</source>
        <translation>它的名称；留空则不要</translation>
    </message>
    <message>
        <source>Pull secret</source>
        <translation>拉取密钥</translation>
    </message>
    <message>
        <source>Create it where it is not there yet</source>
        <translation>不存在时创建</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Prepare a namespace</source>
        <translation>准备命名空间</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::PreparePresenter</name>
    <message>
        <source>Type %1 to begin.</source>
        <translation>输入 %1 以开始。</translation>
    </message>
    <message>
        <source>This place is protected: say why, and look again.</source>
        <translation>此处受保护：请写明原因，再查看一次。</translation>
    </message>
    <message>
        <source>Namespace %1 is locked. Open it for changes.</source>
        <translation>命名空间 %1 已锁定。请先开放更改。</translation>
    </message>
    <message>
        <source>The cluster itself is locked, and a namespace is made there. Open it for changes.</source>
        <translation>集群本身已锁定，而命名空间要在其中创建。请先开放更改。</translation>
    </message>
    <message>
        <source>Everything is as wanted already.</source>
        <translation>一切已符合要求。</translation>
    </message>
    <message>
        <source>A step can’t be done. Nothing is begun.</source>
        <translation>有一步无法完成。不会开始任何操作。</translation>
    </message>
    <message>
        <source>Look at what would be done first.</source>
        <translation>请先查看将要执行的操作。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ProgressLine</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::QuestionBar</name>
    <message>
        <source>May this program run to get credentials for %1?</source>
        <translation>是否允许运行此程序，以获取 %1 的凭据？</translation>
    </message>
    <message>
        <source>The program was not found.</source>
        <translation>找不到该程序。</translation>
    </message>
    <message>
        <source>With these variables: %1</source>
        <translation>使用以下环境变量：%1</translation>
    </message>
    <message>
        <source>SHA-256 of the file: %1</source>
        <translation>文件的 SHA-256：%1</translation>
    </message>
    <message>
        <source>Careful: everybody on this machine can replace a program in that folder.</source>
        <translation>注意：这台机器上的任何人都能替换该文件夹中的程序。</translation>
    </message>
    <message>
        <source>It runs with your rights. You are asked again if the command or the file changes.</source>
        <translation>它将以您的权限运行。如果命令或文件有变化，会再次询问。</translation>
    </message>
    <message>
        <source>Let it run</source>
        <translation>允许运行</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>What is %1?</source>
        <translation>%1 是什么环境？</translation>
    </message>
    <message>
        <source>No rule names it, so it is treated as carefully as production until you say.</source>
        <translation>没有规则指定它，在您说明之前按生产环境谨慎对待。</translation>
    </message>
    <message>
        <source>Ask me later</source>
        <translation>以后再问</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ReleaseList</name>
    <message>
        <source>Releases</source>
        <translation>Release</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ReleaseListPresenter</name>
    <message>
        <source>This context is in no kubeconfig file any more.</source>
        <translation>此集群上下文已不在任何 kubeconfig 文件中。</translation>
    </message>
    <message>
        <source>Waiting for your answer: may the credential plugin of this context run?</source>
        <translation>等待您的答复：是否允许运行此集群上下文的凭据插件？</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Reading the releases of %1 …</source>
        <translation>正在读取 %1 的 Release…</translation>
    </message>
    <message>
        <source>Connecting to %1 …</source>
        <translation>正在连接 %1…</translation>
    </message>
    <message>
        <source>No release matches the filter.</source>
        <translation>没有符合筛选条件的 Release。</translation>
    </message>
    <message numerus="yes">
        <source>%n release(s) are hidden by it.</source>
        <translation>
            <numerusform>筛选隐藏了 %n 个 Release。</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>No such releases in namespace %1.</source>
        <translation>命名空间 %1 中没有这样的 Release。</translation>
    </message>
    <message numerus="yes">
        <source>Other namespaces of this context have %n.</source>
        <translation>
            <numerusform>此集群上下文的其他命名空间中有 %n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all namespaces</source>
        <translation>显示所有命名空间</translation>
    </message>
    <message>
        <source>No release has the chosen status.</source>
        <translation>没有处于所选状态的 Release。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>There are no Helm releases in %1.</source>
        <translation>%1 中没有 Helm Release。</translation>
    </message>
    <message>
        <source>Neither Secrets nor ConfigMaps hold a release record that you may read.</source>
        <translation>在 Secret 和 ConfigMap 中都没有您有权读取的 Release 记录。</translation>
    </message>
    <message>
        <source>Stale. Showing what was last known.</source>
        <translation>数据已过时。显示的是最后一次得到的数据。</translation>
    </message>
    <message>
        <source>Stale since %1. Showing what was last known.</source>
        <translation>数据自 %1 起已过时。显示的是最后一次得到的数据。</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>重新连接</translation>
    </message>
    <message>
        <source>Connecting again. Showing what was last known.</source>
        <translation>正在重新连接。显示的是最后一次得到的数据。</translation>
    </message>
    <message>
        <source>Not all can be read. %1</source>
        <translation>有部分内容无法读取。%1</translation>
    </message>
    <message>
        <source>This account may not list secrets in the whole cluster, so only these namespaces are shown: %1. Others can be typed in the namespace menu. To see what is missing: %2</source>
        <extracomment>%1: names of namespaces, %2: a command to type</extracomment>
        <translation>此账号无权列出整个集群的 Secret，因此只显示这些命名空间：%1。其他命名空间可在命名空间菜单中输入。查看缺少哪些权限：%2</translation>
    </message>
    <message>
        <source>Releases that are stored in ConfigMaps can’t be read. %1</source>
        <translation>无法读取存储在 ConfigMap 中的 Release。%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n release(s)</source>
        <translation>
            <numerusform>%1 个 Release，共 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n release(s)</source>
        <translation>
            <numerusform>%n 个 Release</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with faults</source>
        <extracomment>releases that something is wrong with</extracomment>
        <translation>
            <numerusform>%n 个有异常</numerusform>
        </translation>
    </message>
    <message>
        <source>times in %1</source>
        <translation>时区：%1</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ReleaseMarking</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: what rows have in common, as &quot;chart web&quot;; %2: how many</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>chart %1</source>
        <translation>Chart 为 %1</translation>
    </message>
    <message>
        <source>namespace %1</source>
        <translation>命名空间 %1</translation>
    </message>
    <message>
        <source>label %1</source>
        <translation>标签 %1</translation>
    </message>
    <message>
        <source>Upgrade …</source>
        <translation>升级…</translation>
    </message>
    <message>
        <source>Roll back …</source>
        <translation>回滚…</translation>
    </message>
    <message>
        <source>Uninstall …</source>
        <translation>卸载…</translation>
    </message>
    <message>
        <source>Take the mark away</source>
        <translation>取消标记</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>标记</translation>
    </message>
    <message numerus="yes">
        <source>Mark all %n shown</source>
        <translation>
            <numerusform>标记显示的全部 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Mark all shown with the same</source>
        <translation>标记显示的、相同的</translation>
    </message>
    <message>
        <source>Clear marks</source>
        <translation>清除标记</translation>
    </message>
    <message numerus="yes">
        <source>Upgrade the %n marked …</source>
        <translation>
            <numerusform>升级已标记的 %n 个…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ReleaseStore</name>
    <message>
        <source>release in %1</source>
        <translation>Release，命名空间 %1</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ReleaseTableModel</name>
    <message>
        <source>Helm’s own word: an operation has not ended.</source>
        <translation>Helm 原词：操作未完成。</translation>
    </message>
    <message>
        <source>Not known yet.</source>
        <translation>尚不清楚。</translation>
    </message>
    <message>
        <source>%1, marked</source>
        <translation>%1，已标记</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ReleaseToolbar</name>
    <message>
        <source>All namespaces</source>
        <translation>所有命名空间</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Faults first</source>
        <translation>异常优先</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What has a fault stands above the rest (x)</source>
        <translation>有异常的排在最前（x）</translation>
    </message>
    <message numerus="yes">
        <source>%n statuses</source>
        <translation>
            <numerusform>%n 种状态</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown to this version</source>
        <translation>本版本未知</translation>
    </message>
    <message>
        <source>All statuses</source>
        <translation>所有状态</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>Install a chart in this context, with its difference first</source>
        <translation>在此集群上下文安装 Chart，先看差异</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ReleaseView</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Hooks</source>
        <translation>Hook</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Parts of the release</source>
        <translation>Release 的各部分</translation>
    </message>
    <message>
        <source>Reading the record …</source>
        <translation>正在读取记录…</translation>
    </message>
    <message>
        <source>Upgrade</source>
        <translation>升级</translation>
    </message>
    <message>
        <source>Upgrade this release, with its difference first (u)</source>
        <translation>升级此 Release，先看差异 (u)</translation>
    </message>
    <message>
        <source>Roll back to the shown revision (r in the rail)</source>
        <translation>回滚到所示修订 (在修订栏按 r)</translation>
    </message>
    <message>
        <source>Uninstall this release (Ctrl+D)</source>
        <translation>卸载此 Release (Ctrl+D)</translation>
    </message>
    <message>
        <source>Compare with the same release in another environment (Shift+C)</source>
        <translation>与另一环境中的同一 Release 比较 (Shift+C)</translation>
    </message>
    <message>
        <source>Logs of all its pods (l)</source>
        <translation>其全部 Pod 的日志（l）</translation>
    </message>
    <message>
        <source>Run its tests (helm test)</source>
        <translation>运行其测试（helm test）</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ReleasesPage</name>
    <message>
        <source>Releases</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>into the release</source>
        <translation>进入 Release</translation>
    </message>
    <message>
        <source>overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>manifest</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>history</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>diff</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>copy the name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>faults first</source>
        <translation>异常优先</translation>
    </message>
    <message>
        <source>down, up, first, last</source>
        <translation>下、上、首行、末行</translation>
    </message>
    <message>
        <source>Revisions</source>
        <translation>修订</translation>
    </message>
    <message>
        <source>into the tab</source>
        <translation>进入标签页</translation>
    </message>
    <message>
        <source>compare with this one</source>
        <translation>与此修订比较</translation>
    </message>
    <message>
        <source>upgrade</source>
        <translation>升级</translation>
    </message>
    <message>
        <source>uninstall</source>
        <translation>卸载</translation>
    </message>
    <message>
        <source>roll back to this one</source>
        <translation>回滚到这个修订</translation>
    </message>
    <message>
        <source>compare with another environment</source>
        <translation>与另一环境比较</translation>
    </message>
    <message>
        <source>logs of all its pods</source>
        <translation>其全部 Pod 的日志</translation>
    </message>
    <message>
        <source>logs of the run before</source>
        <translation>上一次运行的日志</translation>
    </message>
    <message>
        <source>Several releases</source>
        <translation>多个 Release</translation>
    </message>
    <message>
        <source>mark; of several selected rows: all of them</source>
        <translation>标记；选中多行时全部标记</translation>
    </message>
    <message>
        <source>mark all shown</source>
        <translation>标记显示的全部</translation>
    </message>
    <message>
        <source>clear marks</source>
        <translation>清除标记</translation>
    </message>
    <message>
        <source>upgrade the marked ones in one plan</source>
        <translation>在一个计划中升级已标记的</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::RepositoriesModel</name>
    <message>
        <source>keychain</source>
        <translation>密钥串</translation>
    </message>
    <message>
        <source>this run only</source>
        <translation>仅本次运行</translation>
    </message>
    <message>
        <source>certificate not checked</source>
        <translation>不检查证书</translation>
    </message>
    <message>
        <source>CA %1</source>
        <translation>CA 证书 %1</translation>
    </message>
    <message>
        <source>client certificate</source>
        <translation>客户端证书</translation>
    </message>
    <message>
        <source>proxy %1</source>
        <translation>代理 %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Way there</source>
        <translation>访问方式</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::RepositoriesPage</name>
    <message>
        <source>Repositories</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>Where charts come from: how each is reached and who logs in. A chart whose address fits is pulled this way; for all others helm’s own settings go on serving.</source>
        <translation>Chart 从哪里来：如何访问、以谁登录。地址相符的 Chart 按此拉取；其余的仍使用 helm 自己的设置。</translation>
    </message>
    <message>
        <source>None is set up yet. Add one below, or take over those helm knows.</source>
        <translation>尚未设置。请在下面添加，或接管 helm 已知的仓库。</translation>
    </message>
    <message>
        <source>Add a repository</source>
        <translation>添加仓库</translation>
    </message>
    <message>
        <source>Take over helm’s own</source>
        <translation>接管 helm 自己的</translation>
    </message>
    <message>
        <source>Reads what “helm repo add” and “helm registry login” have left. helm’s files stay as they are; passwords are taken over without being shown.</source>
        <translation>读取 “helm repo add” 与 “helm registry login” 留下的内容。helm 的文件保持原样；密码会接管但不显示。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>测试连接</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Kept, but the system’s keychain would not take the password: it is in memory until the program ends, and must be typed again then.</source>
        <translation>已保存，但系统密钥串没有接受密码：密码在程序结束前只在内存中，之后需要重新输入。</translation>
    </message>
    <message>
        <source>Kept; the password is in the system’s keychain.</source>
        <translation>已保存；密码在系统密钥串中。</translation>
    </message>
    <message>
        <source>Kept; the password is in memory until the program ends.</source>
        <translation>已保存；密码在程序结束前只在内存中。</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Removed, with its password. helm’s own files are as they were.</source>
        <translation>已连同密码一起移除。helm 自己的文件保持原样。</translation>
    </message>
    <message>
        <source>helm knows none that is not here already.</source>
        <translation>helm 没有这里尚未列出的仓库。</translation>
    </message>
    <message numerus="yes">
        <source>%n taken over from helm.</source>
        <translation>
            <numerusform>已从 helm 接管 %n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking %1 …</source>
        <translation>正在询问 %1……</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>next field</source>
        <translation>下一个字段</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::RepositoryForm</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>as you call it</source>
        <translation>您对它的称呼</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA 文件</translation>
    </message>
    <message>
        <source>empty: what this machine trusts</source>
        <translation>留空：使用本机信任的</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>客户端证书</translation>
    </message>
    <message>
        <source>empty: none</source>
        <translation>留空：不使用</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>其私钥</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>empty: what the environment says</source>
        <translation>留空：按环境变量</translation>
    </message>
    <message>
        <source>Don’t check the server’s certificate</source>
        <translation>不检查服务器证书</translation>
    </message>
    <message>
        <source>Whoever sits in between can read the password and hand out other charts, which then run in your cluster. Choose a CA file instead wherever you can.</source>
        <translation>中间的任何人都能读到密码并换成别的 Chart，随后在您的集群中运行。只要可能，请改为选择 CA 文件。</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>empty: nobody logs in, or helm’s own login serves</source>
        <translation>留空：不登录，或使用 helm 自己的登录</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Where the password is kept</source>
        <translation>密码保存在哪里</translation>
    </message>
    <message>
        <source>kept in the system’s keychain</source>
        <translation>保存在系统密钥串中</translation>
    </message>
    <message>
        <source>only for this run of the program</source>
        <translation>仅本次运行</translation>
    </message>
    <message>
        <source>No keychain of the system answers here (on Linux: a Secret Service such as GNOME Keyring or KWallet). The password stays in memory until the program ends, and is written nowhere.</source>
        <translation>这里没有系统密钥串应答（Linux 上：如 GNOME Keyring 或 KWallet 的 Secret Service）。密码在程序结束前只在内存中，不会写到任何地方。</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>选择：%1</translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key)</source>
        <translation>证书与私钥 (*.pem *.crt *.cer *.key)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>one is kept; type another to replace it</source>
        <translation>已保存一个；输入新的即可替换</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::RevisionModel</name>
    <message>
        <source>Revision</source>
        <translation>修订号</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>更新时间</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Chart</translation>
    </message>
    <message>
        <source>App</source>
        <translation>应用版本</translation>
    </message>
    <message>
        <source>What moved</source>
        <translation>变动内容</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Revision %1, %2</source>
        <extracomment>%1 is a number, %2 a status such as deployed</extracomment>
        <translation>修订 %1，%2</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::RevisionRail</name>
    <message>
        <source>Revisions</source>
        <translation>修订</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::RollbackForm</name>
    <message>
        <source>Revisions to go back to</source>
        <translation>可回到的修订</translation>
    </message>
    <message>
        <source>Back to revision</source>
        <translation>回到修订</translation>
    </message>
    <message>
        <source>What this does not bring back</source>
        <translation>不会恢复的内容</translation>
    </message>
    <message>
        <source>(applied again)</source>
        <translation>(重新应用)</translation>
    </message>
    <message>
        <source>Nothing is known that would not come back.</source>
        <translation>没有发现不会恢复的内容。</translation>
    </message>
    <message>
        <source>Looking at what the revision holds …</source>
        <translation>正在查看该修订的内容 …</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::RulesModel</name>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>集群上下文</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Short word</source>
        <translation>简称</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::RunEventsModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::RunObjectsModel</name>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::SecretsChip</name>
    <message>
        <source>Secrets shown, %1 s</source>
        <translation>敏感值已显示，剩余 %1 秒</translation>
    </message>
    <message>
        <source>Secrets hidden</source>
        <translation>敏感值已隐藏</translation>
    </message>
    <message>
        <source>Hide them now</source>
        <translation>立即隐藏</translation>
    </message>
    <message>
        <source>Show sensitive values for 30 seconds</source>
        <translation>显示敏感值 30 秒</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::SettingsPage</name>
    <message>
        <source>A pipeline or a Git repository can’t be seen in a cluster: name it here, for the releases it deploys. Their rows are marked, and every plan for one of them says that the next run brings its own version back. Patterns are those of environments; an empty one fits everything.</source>
        <translation>在集群里看不到流水线或 Git 仓库：请在此为它们部署的发布写明。相应的行会被标记，针对它们的每个计划都会说明下一次运行将恢复其自己的版本。模式与环境规则相同；留空则匹配一切。</translation>
    </message>
    <message>
        <source>Who else deploys</source>
        <translation>还有谁在部署</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>next choice</source>
        <translation>下一个选项</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>A rule names a context, and a namespace in it, by a whole word (prd is in eks_prd-app, not in product) or with * for any text. The first rule that fits decides. Words such as prod, stg and dev are known without a rule; what nothing names is treated as carefully as production.</source>
        <translation>规则用完整的词指定集群上下文及其中的命名空间（eks_prd-app 含有 prd，product 则不含），也可用 * 代表任意文字。以第一条符合的规则为准。prod、stg、dev 等词无需规则即可识别；没有任何规则指定的，按生产环境谨慎对待。</translation>
    </message>
    <message>
        <source>Rules for environments</source>
        <translation>环境规则</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Pilothouse %1. Apache License 2.0. It talks to the API servers in your kubeconfig and to nobody else: no telemetry, no update check.</source>
        <translation>Pilothouse %1，Apache License 2.0 许可。它只与您 kubeconfig 中的 API Server 通信，不与其他任何地方通信：没有遥测，也不检查更新。</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Terminals</source>
        <translation>终端</translation>
    </message>
    <message>
        <source>Repositories</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>Chart repositories and OCI registries: addresses, logins, certificates and proxies.</source>
        <translation>Chart 仓库与 OCI 镜像仓库：地址、登录、证书与代理。</translation>
    </message>
    <message>
        <source>Repositories and logins…</source>
        <translation>仓库与登录…</translation>
    </message>
    <message>
        <source>With Qt, curl, yaml-cpp, simdjson, libgit2, KSyntaxHighlighting, QtKeychain, libfyaml, OpenSSL and zlib; fonts Inter and JetBrains Mono, icons Lucide. Their licences are in NOTICE.</source>
        <translation>使用 Qt、curl、yaml-cpp、simdjson、libgit2、KSyntaxHighlighting、QtKeychain、libfyaml、OpenSSL 与 zlib；字体 Inter 与 JetBrains Mono，图标 Lucide。它们的许可证见 NOTICE。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::StatusLine</name>
    <message>
        <source>Status line</source>
        <translation>状态栏</translation>
    </message>
    <message>
        <source>All namespaces</source>
        <translation>所有命名空间</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>quiet, last answer %1 ago</source>
        <translation>无变化，最近一次应答在 %1前</translation>
    </message>
    <message>
        <source>live, %1 old</source>
        <translation>实时，%1前的数据</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>waiting for your answer</source>
        <translation>等待您的答复</translation>
    </message>
    <message>
        <source>stale: last answer %1 ago, trying again</source>
        <translation>数据已过时：最近一次应答在 %1前，正在重试</translation>
    </message>
    <message>
        <source>stale: the watch is down, trying again</source>
        <translation>数据已过时：监视已中断，正在重试</translation>
    </message>
    <message>
        <source>loading: %1 of %2 releases read</source>
        <translation>正在加载：已读取 %1 个 Release，共 %2 个</translation>
    </message>
    <message>
        <source>? keys</source>
        <translation>? 快捷键</translation>
    </message>
    <message>
        <source>times in %1</source>
        <translation>时区：%1</translation>
    </message>
    <message>
        <source>%1, for “%2”</source>
        <extracomment>%1 is &quot;changes open, 9 min 41 s&quot;, %2 the reason somebody typed</extracomment>
        <translation>%1，原因 “%2”</translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) running</source>
        <translation>
            <numerusform>%n 个操作正在进行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n plan(s) open</source>
        <translation>
            <numerusform>%n 个计划未应用</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::TerminalSettingsForm</name>
    <message>
        <source>Lines kept by a terminal</source>
        <translation>终端保留的行</translation>
    </message>
    <message>
        <source>Memory for what has scrolled off; then the oldest lines go. For terminals opened from now on.</source>
        <translation>已滚出内容所用的内存；超出后最早的行会丢弃。对之后打开的终端生效。</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Larger text in terminals by</source>
        <translation>终端文字放大</translation>
    </message>
    <message>
        <source>In a terminal: Ctrl++ and Ctrl+−. Holds for all terminals that are open too.</source>
        <translation>在终端中按 Ctrl++ 与 Ctrl+−。对所有已打开的终端也生效。</translation>
    </message>
    <message>
        <source>Larger text by</source>
        <translation>文字放大</translation>
    </message>
    <message>
        <source>Before several lines</source>
        <translation>多行之前</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>总是</translation>
    </message>
    <message>
        <source>In protected places only</source>
        <translation>仅在受保护的位置</translation>
    </message>
    <message>
        <source>Ask before a paste</source>
        <translation>粘贴前询问</translation>
    </message>
    <message>
        <source>Each line of a paste may be run at once. In protected places it is always asked.</source>
        <translation>粘贴的每一行都可能立即被执行。在受保护的位置总会询问。</translation>
    </message>
    <message>
        <source>Programs may offer text for the clipboard</source>
        <translation>程序可以提供剪贴板文本</translation>
    </message>
    <message>
        <source>You are asked each time. Off: what they offer is dropped. For terminals opened from now on.</source>
        <translation>每次都会询问您。关闭：它们提供的内容会被丢弃。对之后打开的终端生效。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::TerminalTab</name>
    <message>
        <source>Containers</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>Hold the screen while output goes on (Scroll Lock)</source>
        <translation>输出继续时保持画面（Scroll Lock）</translation>
    </message>
    <message>
        <source>Find (Ctrl+Shift+F)</source>
        <translation>查找（Ctrl+Shift+F）</translation>
    </message>
    <message>
        <source>Copy the kubectl command</source>
        <translation>复制 kubectl 命令</translation>
    </message>
    <message>
        <source>Over the whole window</source>
        <translation>铺满整个窗口</translation>
    </message>
    <message>
        <source>The program began a control sequence that has no end, and its output is hidden by it.</source>
        <translation>程序发出了一个没有结束的控制序列，其输出因此被隐藏。</translation>
    </message>
    <message>
        <source>Show the output</source>
        <translation>显示输出</translation>
    </message>
    <message>
        <source>In the terminal</source>
        <translation>在终端中</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Lines above</source>
        <translation>上方的行</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Usual size</source>
        <translation>默认大小</translation>
    </message>
    <message>
        <source>Hold the screen</source>
        <translation>保持画面</translation>
    </message>
    <message>
        <source>Leave the terminal</source>
        <translation>离开终端</translation>
    </message>
    <message>
        <source>A program is running here. Closing the tab hangs up on it.</source>
        <translation>这里有程序正在运行。关闭标签页会将其挂断。</translation>
    </message>
    <message>
        <source>Close the tab</source>
        <translation>关闭标签页</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Don&apos;t paste</source>
        <translation>不粘贴</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Looking for a shell…</source>
        <translation>正在查找 Shell…</translation>
    </message>
    <message>
        <source>Waiting for the debug container…</source>
        <translation>正在等待调试容器…</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Connected through kubectl</source>
        <translation>已通过 kubectl 连接</translation>
    </message>
    <message>
        <source>This account may create pods/exec but not get it, which a WebSocket needs.</source>
        <translation>此账号可以 create pods/exec，但不能 get，而 WebSocket 需要 get。</translation>
    </message>
    <message>
        <source>%1 · press Enter to connect again</source>
        <extracomment>the sentence says how a terminal&apos;s program ended: &quot;It ended with exit status 3 · press Enter to connect again&quot;</extracomment>
        <translation>%1 · 按 Enter 重新连接</translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation>重新连接</translation>
    </message>
    <message>
        <source>Which container? Enter opens it.</source>
        <translation>选择哪个容器？按 Enter 打开。</translation>
    </message>
    <message>
        <source>A shell on node %1</source>
        <translation>节点 %1 上的 Shell</translation>
    </message>
    <message>
        <source>There is no shell in container %1</source>
        <translation>容器 %1 中没有 Shell</translation>
    </message>
    <message>
        <source>A debug container sees its processes and network. Kubernetes can&apos;t remove it again: it stays in the pod until the pod goes.</source>
        <translation>调试容器可以看到它的进程和网络。Kubernetes 无法再移除它：它会一直留在 Pod 中直到 Pod 消失。</translation>
    </message>
    <message>
        <source>A debug container in pod %1</source>
        <translation>Pod %1 中的调试容器</translation>
    </message>
    <message>
        <source>It sees the processes of container %1, and the pod&apos;s network. Kubernetes can&apos;t remove it again: it stays in the pod until the pod goes.</source>
        <translation>它可以看到容器 %1 的进程和 Pod 的网络。Kubernetes 无法再移除它：它会一直留在 Pod 中直到 Pod 消失。</translation>
    </message>
    <message>
        <source>Open it…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>This server has no ephemeral containers</source>
        <translation>此服务器没有临时容器功能</translation>
    </message>
    <message>
        <source>A debug pod beside it, on the same node, can look at the network instead.</source>
        <translation>可以改用同一节点上的调试 Pod 来查看网络。</translation>
    </message>
    <message>
        <source>A terminal here needs the verbs get and create on pods/exec; kubectl also goes on with create alone. Its command is above, ready to copy.</source>
        <translation>在此打开终端需要对 pods/exec 的 get 和 create 权限；kubectl 只有 create 也可以。其命令在上方，可直接复制。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Connect again, once it has ended or failed</source>
        <translation>结束或失败后重新连接</translation>
    </message>
    <message>
        <source>This makes a privileged pod on the node and enters the node&apos;s own system, above every namespace. It is removed when the tab is closed.</source>
        <translation>这会在节点上创建一个特权 Pod 并进入节点自己的系统，高于所有命名空间。关闭标签页时会移除它。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::TerminalView</name>
    <message>
        <source>Terminal</source>
        <translation>终端</translation>
    </message>
    <message>
        <source>%1
Ctrl+click opens it</source>
        <translation>%1
Ctrl+单击打开</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Open the link</source>
        <translation>打开链接</translation>
    </message>
    <message>
        <source>Copy the link&apos;s target</source>
        <translation>复制链接目标</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Clear the lines above</source>
        <translation>清除上方的行</translation>
    </message>
    <message>
        <source>Reset the terminal</source>
        <translation>重置终端</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::TestForm</name>
    <message>
        <source>never ran</source>
        <translation>从未运行</translation>
    </message>
    <message>
        <source>%1 %2 ago</source>
        <extracomment>%1 Succeeded or Failed, as helm spells it; %2 a span of time</extracomment>
        <translation>%1，%2前</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>This release has no tests.</source>
        <translation>此 Release 没有测试。</translation>
    </message>
    <message>
        <source>A chart brings them as hooks of the kind “test”.</source>
        <translation>Chart 以“test”类型的 Hook 提供测试。</translation>
    </message>
    <message>
        <source>Reading the release …</source>
        <translation>正在读取 Release …</translation>
    </message>
    <message numerus="yes">
        <source>helm runs %n test(s), one after the other</source>
        <translation>
            <numerusform>helm 将依次运行 %n 项测试</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::TlsSecretForm</name>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>TLS secret from two files</source>
        <translation>由两个文件生成 TLS Secret</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Certificate (PEM)</source>
        <translation>证书（PEM）</translation>
    </message>
    <message>
        <source>Private key (PEM)</source>
        <translation>私钥（PEM）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The second file holds no private key in PEM.</source>
        <translation>第二个文件中没有 PEM 格式的私钥。</translation>
    </message>
    <message>
        <source>The first file holds no certificate in PEM.</source>
        <translation>第一个文件中没有 PEM 格式的证书。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::TopBar</name>
    <message>
        <source>Mode: %1</source>
        <translation>模式：%1</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::TraceModel</name>
    <message>
        <source>waiting</source>
        <translation>等待应答</translation>
    </message>
    <message>
        <source>open</source>
        <translation>持续中</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>集群上下文</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>尝试</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::TraceView</name>
    <message>
        <source>HTTP trace</source>
        <translation>HTTP 跟踪</translation>
    </message>
    <message>
        <source>Bodies</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Record bodies from now on, as kubectl -v9 shows them. Secrets stay hidden.</source>
        <translation>从现在起记录正文，与 kubectl -v9 显示的相同。敏感值保持隐藏。</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>复制为 curl</translation>
    </message>
    <message>
        <source>The command for this request, with a placeholder where the token would be.</source>
        <translation>此请求对应的命令，令牌处为占位符。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无应答</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::UninstallForm</name>
    <message>
        <source>Keep the history</source>
        <translation>保留历史</translation>
    </message>
    <message>
        <source>The records stay, so that a rollback can bring the objects back; not their data.</source>
        <translation>保留记录，以便回滚恢复对象；数据不会恢复。</translation>
    </message>
    <message>
        <source>What dies</source>
        <translation>将被删除</translation>
    </message>
    <message>
        <source>What stays, and what goes with its data</source>
        <translation>将保留的，以及连同数据删除的</translation>
    </message>
    <message>
        <source>Looking at what would die …</source>
        <translation>正在查看将被删除的内容 …</translation>
    </message>
    <message>
        <source>Nothing is known to stay behind.</source>
        <translation>没有发现会残留的内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) are deleted</source>
        <translation>
            <numerusform>将删除 %n 个对象</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::UsagePlot</name>
    <message>
        <source>CPU %1, memory %2</source>
        <translation>CPU %1，内存 %2</translation>
    </message>
    <message>
        <source>%1 %2 · peak %3</source>
        <translation>%1 %2 · 峰值 %3</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ValueRowsModel</name>
    <message>
        <source>not set</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>A secret: it differs, and stays hidden</source>
        <translation>敏感值：两边不同，保持隐藏</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ValuesEditor</name>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Show this value</source>
        <translation>显示此值</translation>
    </message>
    <message>
        <source># No values are given: the chart&apos;s own defaults are in force.</source>
        <translation># 没有自定义值：使用 Chart 默认值。</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Fold all</source>
        <translation>全部折叠</translation>
    </message>
    <message>
        <source>Unfold all</source>
        <translation>全部展开</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) folded</source>
        <translation>
            <numerusform>已折叠 %n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ValuesTab</name>
    <message>
        <source>Mine</source>
        <translation>自定义值</translation>
    </message>
    <message>
        <source>What was given at install or upgrade (helm get values)</source>
        <translation>安装或升级时给出的值（helm get values）</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>合并后的值</translation>
    </message>
    <message>
        <source>The chart’s defaults under yours (helm get values --all)</source>
        <translation>Chart 默认值叠加您的自定义值（helm get values --all）</translation>
    </message>
    <message>
        <source>Chart defaults</source>
        <translation>Chart 默认值</translation>
    </message>
    <message>
        <source>values.yaml of the chart itself</source>
        <translation>Chart 自带的 values.yaml</translation>
    </message>
    <message>
        <source># No values were given: the chart’s defaults are in force.</source>
        <translation># 没有自定义值：使用 Chart 默认值。</translation>
    </message>
    <message>
        <source># The chart has no values of its own.</source>
        <translation># Chart 自身没有值。</translation>
    </message>
    <message>
        <source>Subcharts’ own defaults are in no record and are missing here.</source>
        <translation>子 Chart 自己的默认值不在任何记录中，因此这里没有。</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ValuesTableModel</name>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Old default</source>
        <translation>旧默认值</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>自定义值</translation>
    </message>
    <message>
        <source>New default</source>
        <translation>新默认值</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ValuesTableTab</name>
    <message>
        <source>All values</source>
        <translation>全部值</translation>
    </message>
    <message>
        <source>What moved</source>
        <translation>值的变化</translation>
    </message>
    <message>
        <source>No default moves</source>
        <translation>默认值没有变化</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) to look at</source>
        <translation>
            <numerusform>%n 个值需要留意</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>此页面</translation>
    </message>
    <message>
        <source>choose a context</source>
        <translation>选择集群上下文</translation>
    </message>
    <message>
        <source>open a context by name</source>
        <translation>按名称打开集群上下文</translation>
    </message>
    <message>
        <source>Reading kubeconfig…</source>
        <translation>正在读取 kubeconfig…</translation>
    </message>
    <message>
        <source>There is no context to open yet.</source>
        <translation>还没有可打开的集群上下文。</translation>
    </message>
    <message>
        <source>Pilothouse reads the same kubeconfig files as kubectl and never writes them. It looked here:</source>
        <translation>Pilothouse 读取与 kubectl 相同的 kubeconfig 文件，从不写入。已查找的位置：</translation>
    </message>
    <message>
        <source>Which context?</source>
        <translation>打开哪个集群上下文？</translation>
    </message>
    <message>
        <source>Nothing is opened, and no credential plugin runs, before you choose. Several may be open at once.</source>
        <translation>在您选择之前，不会打开任何集群上下文，也不会运行任何凭据插件。可以同时打开多个。</translation>
    </message>
    <message>
        <source>Try the demo clusters</source>
        <translation>试用演示集群</translation>
    </message>
    <message>
        <source>Open a kubeconfig file…</source>
        <translation>打开 kubeconfig 文件…</translation>
    </message>
    <message>
        <source>Open a kubeconfig file</source>
        <translation>打开 kubeconfig 文件</translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::YamlEditor</name>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
</context>
</TS>
