/** The colours of the pages of one machine, for a page that is served where those are not. */
export const pageStyle = `
:root{color-scheme:light dark;--paper:#f3f1eb;--card:#fffefb;--well:#f0ede5;--ink:#1e2227;--soft:#59606a;--line:#dcd7cb;--accent:#0b655b}
@media(prefers-color-scheme:dark){:root{--paper:#121517;--card:#1b1f22;--well:#14181a;--ink:#e9e6df;--soft:#a3aab3;--line:#32383d;--accent:#63cdbb}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
section,details{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1rem 1.25rem;margin:1rem 0}
h1 small{color:var(--soft);font-size:1rem;font-weight:400}
section h2{margin:0 0 .5rem;font-size:1.25rem}
a,.call b{color:var(--accent)}
code,pre{font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:.9em}
code{background:var(--well);padding:.1em .3em;border-radius:4px}
pre{background:var(--well);padding:.75rem;border-radius:8px;overflow-x:auto}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-top:1px solid var(--line)}
th{color:var(--soft);font-weight:600;border-top:0}
summary{cursor:pointer;font-weight:600}
`;
