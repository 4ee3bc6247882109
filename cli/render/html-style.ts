/** The look of a report: one column on a phone, two on a screen, light or dark as the reader's system is. */
export const STYLE = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --text: #1a2230; --soft: #5b6678; --line: #e1e5eb;
    --floor: #2f6fdf; --ceiling: #b9d0f7; --good: #14804a; --warn: #9a6200; --bad: #c02b2b; --goodback: #e3f5ea;
    --warnback: #fdf1d8; --badback: #fbe4e4; }
@media (prefers-color-scheme: dark) { :root { --page: #10141b; --card: #1a2029; --text: #e6eaf1; --soft: #9aa6b8;
    --line: #2c3542; --floor: #6ea0ff; --ceiling: #2d4877; --good: #5fd394; --warn: #f0bd5c; --bad: #ff8a8a;
    --goodback: #14301f; --warnback: #352a10; --badback: #3b1a1c; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
    font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1160px; margin: 0 auto; padding: 24px 16px 64px; }
header h1 { margin: 0; font-size: 26px; line-height: 1.2; overflow-wrap: anywhere; }
header p, .note { color: var(--soft); margin: 4px 0 0; }
.note { font-size: 13px; }
.items + .note, .rows + .note { margin-top: 14px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 12px; margin: 20px 0; }
@media (max-width: 860px) { .tiles { grid-template-columns: 1fr 1fr; } .tile:last-child:nth-child(odd) { grid-column: 1 / -1; } }
.tile, section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.tile { padding: 14px 16px; }
.tile b { display: block; font-size: 22px; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tile > span { color: var(--soft); font-size: 13px; }
.columns, .column { display: grid; gap: 16px; align-items: start; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 900px) { .columns { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
section { padding: 16px; } .wide { margin-top: 16px; }
section .columns { column-gap: 32px; }
h2 { font-size: 16px; margin: 0 0 10px; } h3 { font-size: 15px; margin: 0 0 10px; } h3 .note { font-weight: 400; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-bottom: 10px; color: var(--soft); font-size: 13px; }
.legend i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px; }
.bar { margin: 0 0 10px; }
.bar div:first-child { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; }
.bar span { overflow-wrap: anywhere; min-width: 0; }
.bar .usd { color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap; margin-left: auto; }
.track { position: relative; height: 8px; border-radius: 4px; background: var(--line); overflow: hidden; }
.track i { position: absolute; inset: 0 auto 0 0; border-radius: 4px; }
.floor { background: var(--floor); } .ceiling { background: var(--ceiling); }
.badge { display: inline-block; padding: 1px 9px; border-radius: 99px; font-size: 13px; font-weight: 600; }
.good { color: var(--good); background: var(--goodback); } .warn { color: var(--warn); background: var(--warnback); }
.bad { color: var(--bad); background: var(--badback); } .quiet { color: var(--soft); background: var(--line); }
.groups { display: flex; flex-wrap: wrap; gap: 6px; margin: 10px 0 16px; }
ul { list-style: none; margin: 0; padding: 0; }
.items > li { padding: 10px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.items > li:first-child { border-top: 0; padding-top: 0; } .items > li:last-child { padding-bottom: 0; }
.items p { margin: 2px 0 0; } .fix { color: var(--soft); }
code { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.rows > li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; padding: 5px 0;
    border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.rows > li:first-child { border-top: 0; } .rows span:last-child { color: var(--soft); }
.tree ul { margin-left: 7px; padding-left: 12px; border-left: 1px solid var(--line); }
.tree li, summary { padding: 2px 0; overflow-wrap: anywhere; } .tree code { color: var(--soft); }
.tree li.leaf { padding-left: 15px; }
summary { cursor: pointer; } summary:focus-visible { outline: 2px solid var(--floor); outline-offset: 2px; }
footer { color: var(--soft); font-size: 13px; margin-top: 20px; }
`;
