<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Batch</name>
    <message numerus="yes">
        <source>Upgrade of %n release(s)</source>
        <translation>
            <numerusform>Upgrade of %n release</numerusform>
            <numerusform>Upgrade of %n releases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n release(s) would change</source>
        <translation>
            <numerusform>%n release would change</numerusform>
            <numerusform>%n releases would change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) are fine</source>
        <translation>
            <numerusform>%n check is fine</numerusform>
            <numerusform>%n checks are fine</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking at %1 of %n release(s) …</source>
        <translation>
            <numerusform>Looking at %1 of %n release …</numerusform>
            <numerusform>Looking at %1 of %n releases …</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n release(s) done</source>
        <translation>
            <numerusform>%1 of %n release done</numerusform>
            <numerusform>%1 of %n releases done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n release(s) are upgraded</source>
        <translation>
            <numerusform>The release is upgraded</numerusform>
            <numerusform>All %n releases are upgraded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n release(s) are upgraded</source>
        <translation>
            <numerusform>%1 of %n release is upgraded</numerusform>
            <numerusform>%1 of %n releases are upgraded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n release(s) were not begun</source>
        <translation>
            <numerusform>%n release was not begun</numerusform>
            <numerusform>%n releases were not begun</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message numerus="yes">
        <source>%n not known</source>
        <translation>
            <numerusform>%n not known</numerusform>
            <numerusform>%n not known</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message numerus="yes">
        <source>The server asks to wait %n second(s) before trying again.</source>
        <translation>
            <numerusform>The server asks to wait %n second before trying again.</numerusform>
            <numerusform>The server asks to wait %n seconds before trying again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ObjectChangeWords</name>
    <message numerus="yes">
        <source>Nothing of it will run any more: %n pod(s) end.</source>
        <translation>
            <numerusform>Nothing of it will run any more: %n pod ends.</numerusform>
            <numerusform>Nothing of it will run any more: %n pods end.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running pod(s) end with it.</source>
        <translation>
            <numerusform>%n running pod ends with it.</numerusform>
            <numerusform>%n running pods end with it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other object(s) go with it.</source>
        <translation>
            <numerusform>%n other object goes with it.</numerusform>
            <numerusform>%n other objects go with it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Namespace %1 goes with everything in it: %n object(s).</source>
        <translation>
            <numerusform>Namespace %1 goes with everything in it: %n object.</numerusform>
            <numerusform>Namespace %1 goes with everything in it: %n objects.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The kind %1 goes, and with it all %n object(s) of it in every namespace.</source>
        <translation>
            <numerusform>The kind %1 goes, and with it the %n object of it in every namespace.</numerusform>
            <numerusform>The kind %1 goes, and with it all %n objects of it in every namespace.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s) run on %1 and stay there; new ones go elsewhere.</source>
        <translation>
            <numerusform>%n pod runs on %1 and stays there; new ones go elsewhere.</numerusform>
            <numerusform>%n pods run on %1 and stay there; new ones go elsewhere.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pod(s) are asked to go and start elsewhere, if there is room for them.</source>
        <translation>
            <numerusform>%n pod is asked to go and starts elsewhere, if there is room for it.</numerusform>
            <numerusform>%n pods are asked to go and start elsewhere, if there is room for them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n pod(s) have left</source>
        <translation>
            <numerusform>%1 of %n pod has left</numerusform>
            <numerusform>%1 of %n pods have left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ObjectOverview</name>
    <message numerus="yes">
        <source>%n restart(s)</source>
        <translation>
            <numerusform>%n restart</numerusform>
            <numerusform>%n restarts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) in %1</source>
        <translation>
            <numerusform>%n time in %1</numerusform>
            <numerusform>%n times in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message numerus="yes">
        <source>Deployed. All %n workload(s) are ready.</source>
        <translation>
            <numerusform>Deployed. Its workload is ready.</numerusform>
            <numerusform>Deployed. All %n workloads are ready.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deployed, and %1 of %n workload(s) are not ready.</source>
        <translation>
            <numerusform>Deployed, and %1 of %n workload is not ready.</numerusform>
            <numerusform>Deployed, and %1 of %n workloads are not ready.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) changed</source>
        <translation>
            <numerusform>%n value changed</numerusform>
            <numerusform>%n values changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanCheck</name>
    <message numerus="yes">
        <source>%n revision(s)</source>
        <translation>
            <numerusform>%n revision</numerusform>
            <numerusform>%n revisions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Repositories</name>
    <message numerus="yes">
        <source>%n chart(s)</source>
        <translation>
            <numerusform>%n chart</numerusform>
            <numerusform>%n charts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n version(s)</source>
        <translation>
            <numerusform>%n version</numerusform>
            <numerusform>%n versions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Revision</name>
    <message numerus="yes">
        <source>+ %n more</source>
        <translation>
            <numerusform>+ %n more</numerusform>
            <numerusform>+ %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Terminal</name>
    <message numerus="yes">
        <source>Paste %n lines?</source>
        <translation>
            <numerusform>Paste %n line?</numerusform>
            <numerusform>Paste %n lines?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paste %n characters?</source>
        <translation>
            <numerusform>Paste %n character?</numerusform>
            <numerusform>Paste %n characters?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n control characters are left out.</source>
        <translation>
            <numerusform>%n control character is left out.</numerusform>
            <numerusform>%n control characters are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The program wants to put %n characters into the clipboard: %1</source>
        <translation>
            <numerusform>The program wants to put %n character into the clipboard: %1</numerusform>
            <numerusform>The program wants to put %n characters into the clipboard: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::AuditView</name>
    <message numerus="yes">
        <source>%n line(s), the chain holds</source>
        <translation>
            <numerusform>%n line, the chain holds</numerusform>
            <numerusform>%n lines, the chain holds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::BatchBar</name>
    <message numerus="yes">
        <source>Upgrade %n in %1</source>
        <translation>
            <numerusform>Upgrade %n in %1</numerusform>
            <numerusform>Upgrade %n in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::BatchSheet</name>
    <message numerus="yes">
        <source>%n of these release(s) are marked, but the filter of the list does not show them.</source>
        <translation>
            <numerusform>%n of these releases is marked, but the filter of the list does not show it.</numerusform>
            <numerusform>%n of these releases are marked, but the filter of the list does not show them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>helm renders and the server checks %n release(s)</source>
        <translation>
            <numerusform>helm renders and the server checks %n release</numerusform>
            <numerusform>helm renders and the server checks %n releases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ChangeSheet</name>
    <message numerus="yes">
        <source>%n object(s) predicted</source>
        <translation>
            <numerusform>%n object predicted</numerusform>
            <numerusform>%n objects predicted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read</source>
        <translation>
            <numerusform>%n could not be read</numerusform>
            <numerusform>%n could not be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ChartForm</name>
    <message numerus="yes">
        <source>%n value(s) hidden</source>
        <translation>
            <numerusform>%n value hidden</numerusform>
            <numerusform>%n values hidden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) differ from the deployed values</source>
        <translation>
            <numerusform>%n line differs from the deployed values</numerusform>
            <numerusform>%n lines differ from the deployed values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ChartRow</name>
    <message numerus="yes">
        <source>%n chart(s) to choose from</source>
        <translation>
            <numerusform>%n chart to choose from</numerusform>
            <numerusform>%n charts to choose from</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ComparePage</name>
    <message numerus="yes">
        <source>%n services would keep the image they have: their tag is set by hand. Tick them to take the new image along.</source>
        <translation>
            <numerusform>%n service would keep the image it has: its tag is set by hand. Tick it to take the new image along.</numerusform>
            <numerusform>%n services would keep the image they have: their tag is set by hand. Tick them to take the new image along.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n values differ</source>
        <translation>
            <numerusform>%n value differs</numerusform>
            <numerusform>%n values differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n objects differ</source>
        <translation>
            <numerusform>%n object differs</numerusform>
            <numerusform>%n objects differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>names of the environment read as the same in %n places</source>
        <translation>
            <numerusform>names of the environment read as the same in %n place</numerusform>
            <numerusform>names of the environment read as the same in %n places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DiffCanvas</name>
    <message numerus="yes">
        <source>%n unchanged line(s)</source>
        <translation>
            <numerusform>%n unchanged line</numerusform>
            <numerusform>%n unchanged lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DiffTab</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::DiffWords</name>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more with labels only</source>
        <translation>
            <numerusform>%n more with labels only</numerusform>
            <numerusform>%n more with labels only</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n changed</numerusform>
            <numerusform>%n changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n replaced</numerusform>
            <numerusform>%n replaced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n added</numerusform>
            <numerusform>%n added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n removed</numerusform>
            <numerusform>%n removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hook(s)</source>
        <translation>
            <numerusform>%n hook</numerusform>
            <numerusform>%n hooks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n labels only</source>
        <translation>
            <numerusform>%n labels only</numerusform>
            <numerusform>%n labels only</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::FaultsPage</name>
    <message numerus="yes">
        <source>%n context(s) are open.</source>
        <translation>
            <numerusform>%n context is open.</numerusform>
            <numerusform>%n contexts are open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n release(s) with faults</source>
        <translation>
            <numerusform>%n release with faults</numerusform>
            <numerusform>%n releases with faults</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::HistogramStrip</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::HistoryTab</name>
    <message numerus="yes">
        <source>%1 of %n revision(s)</source>
        <translation>
            <numerusform>%1 of %n revision</numerusform>
            <numerusform>%1 of %n revisions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n revision(s) kept</source>
        <translation>
            <numerusform>%n revision kept</numerusform>
            <numerusform>%n revisions kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LiveObjectsTab</name>
    <message numerus="yes">
        <source>%1 of %n object(s) in order</source>
        <translation>
            <numerusform>%1 of %n object in order</numerusform>
            <numerusform>%1 of %n objects in order</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n can&apos;t be read</source>
        <translation>
            <numerusform>%n can&apos;t be read</numerusform>
            <numerusform>%n can&apos;t be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LogExport</name>
    <message numerus="yes">
        <source>--- %n line(s) were not kept any more ---</source>
        <translation>
            <numerusform>--- %n line was not kept any more ---</numerusform>
            <numerusform>--- %n lines were not kept any more ---</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LogStateLine</name>
    <message numerus="yes">
        <source>%n stream(s)</source>
        <translation>
            <numerusform>%n stream</numerusform>
            <numerusform>%n streams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for a free stream</source>
        <translation>
            <numerusform>%n waiting for a free stream</numerusform>
            <numerusform>%n waiting for a free stream</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LogWords</name>
    <message numerus="yes">
        <source>%n line(s) not kept</source>
        <translation>
            <numerusform>%n line not kept</numerusform>
            <numerusform>%n lines not kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::LogsTab</name>
    <message numerus="yes">
        <source>%n pod(s)</source>
        <translation>
            <numerusform>%n pod</numerusform>
            <numerusform>%n pods</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n container(s)</source>
        <translation>
            <numerusform>%n container</numerusform>
            <numerusform>%n containers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more; filter by name instead</source>
        <translation>
            <numerusform>%n more; filter by name instead</numerusform>
            <numerusform>%n more; filter by name instead</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restart(s)</source>
        <translation>
            <numerusform>%n restart</numerusform>
            <numerusform>%n restarts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ManifestTab</name>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::MarkBar</name>
    <message numerus="yes">
        <source>%n release(s) marked</source>
        <translation>
            <numerusform>%n release marked</numerusform>
            <numerusform>%n releases marked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden by the filter</source>
        <translation>
            <numerusform>%n hidden by the filter</numerusform>
            <numerusform>%n hidden by the filter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark all %n shown</source>
        <translation>
            <numerusform>Mark the one shown</numerusform>
            <numerusform>Mark all %n shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ObjectChangeSheet</name>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ObjectsPage</name>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ReleaseListPresenter</name>
    <message numerus="yes">
        <source>%n release(s) are hidden by it.</source>
        <translation>
            <numerusform>%n release is hidden by it.</numerusform>
            <numerusform>%n releases are hidden by it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Other namespaces of this context have %n.</source>
        <translation>
            <numerusform>Other namespaces of this context have %n.</numerusform>
            <numerusform>Other namespaces of this context have %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n release(s)</source>
        <translation>
            <numerusform>%1 of %n release</numerusform>
            <numerusform>%1 of %n releases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n release(s)</source>
        <translation>
            <numerusform>%n release</numerusform>
            <numerusform>%n releases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with faults</source>
        <extracomment>releases that something is wrong with</extracomment>
        <translation>
            <numerusform>%n with faults</numerusform>
            <numerusform>%n with faults</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ReleaseMarking</name>
    <message numerus="yes">
        <source>Mark all %n shown</source>
        <translation>
            <numerusform>Mark the one shown</numerusform>
            <numerusform>Mark all %n shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Upgrade the %n marked …</source>
        <translation>
            <numerusform>Upgrade the one marked …</numerusform>
            <numerusform>Upgrade the %n marked …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ReleaseToolbar</name>
    <message numerus="yes">
        <source>%n statuses</source>
        <translation>
            <numerusform>%n status</numerusform>
            <numerusform>%n statuses</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::RepositoriesPage</name>
    <message numerus="yes">
        <source>%n taken over from helm.</source>
        <translation>
            <numerusform>%n taken over from helm.</numerusform>
            <numerusform>%n taken over from helm.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::StatusLine</name>
    <message numerus="yes">
        <source>%n operation(s) running</source>
        <translation>
            <numerusform>%n operation running</numerusform>
            <numerusform>%n operations running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n plan(s) open</source>
        <translation>
            <numerusform>%n plan open</numerusform>
            <numerusform>%n plans open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::TestForm</name>
    <message numerus="yes">
        <source>helm runs %n test(s), one after the other</source>
        <translation>
            <numerusform>helm runs %n test, one after the other</numerusform>
            <numerusform>helm runs %n tests, one after the other</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::UninstallForm</name>
    <message numerus="yes">
        <source>%n object(s) are deleted</source>
        <translation>
            <numerusform>%n object is deleted</numerusform>
            <numerusform>%n objects are deleted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ValuesEditor</name>
    <message numerus="yes">
        <source>%n line(s) folded</source>
        <translation>
            <numerusform>%n line folded</numerusform>
            <numerusform>%n lines folded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pilothouse::ui::ValuesTableTab</name>
    <message numerus="yes">
        <source>%n value(s) to look at</source>
        <translation>
            <numerusform>%n value to look at</numerusform>
            <numerusform>%n values to look at</numerusform>
        </translation>
    </message>
</context>
</TS>
