const openings = [
  ...["", '"', "'", "`", '">', "'>", "-->", "]]>", "/>", "</style>", "</script>", "</title>", "</svg>", "</textarea>"],
  ...["<!--", "<![CDATA[", "<?xml ", "&lt;", "&#60;", "&", "\u202e", "\u2066", "\u2028", "\ufeff", "=", "\u200b"],
];
const attacks = [
  ...["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg/onload=alert`1`//"],
  ...[
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "<https://evil.example>",
  ],
  ...["<base href=https://evil.example/>", "<iframe src=https://evil.example>", "<form action=https://evil.example>"],
  ...[
    '<meta http-equiv=refresh content="0;url=https://evil.example">',
    "<style>@import 'https://evil.example'</style>",
  ],
  ...[
    ' onmouseover=alert(1) x="',
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src onerror=alert(1)&gt;'>",
  ],
  ...[
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><script>alert(1)</script></template>",
  ],
  ...[
    "url(https://evil.example)",
    "expression(alert(1))",
    "<foreignObject><body onload=alert(1)>",
    "${alert(1)}{{constructor}}",
  ],
];

const payloads = openings.flatMap((opening) => attacks.map((attack) => opening + attack));
const batchSize = 21;

/** Over five hundred texts that try to leave their place, joined in batches so that each stands in every slot of a report. */
export const hostileTexts: readonly string[] = Array.from(
  { length: Math.ceil(payloads.length / batchSize) },
  (_, batch) => payloads.slice(batch * batchSize, (batch + 1) * batchSize).join(" "),
);
export const hostileTextCount = payloads.length;
