import { test } from '@japa/runner'
import { formattedText, unformattedText } from '#formats/words/formatted_text'

const LINK = 'rel="nofollow noopener"'

test.group('formattedText', () => {
  test('sets {0}')
    .with([
      ['one line', 'Lessons for all', '<p>Lessons for all</p>'],
      ['lines and paragraphs', 'One\nTwo\n\n\nThree', '<p>One<br>Two</p><p>Three</p>'],
      [
        'bold and italic',
        'A **warm** and *quiet* pool',
        '<p>A <strong>warm</strong> and <em>quiet</em> pool</p>',
      ],
      ['italic inside bold', '**so *very* warm**', '<p><strong>so <em>very</em> warm</strong></p>'],
      [
        'a list after a line',
        'Bring:\n- a towel\n* goggles',
        '<p>Bring:</p><ul><li>a towel</li><li>goggles</li></ul>',
      ],
      [
        'a numbered list',
        '1. Come\n2) Swim\nDone',
        '<ol><li>Come</li><li>Swim</li></ol><p>Done</p>',
      ],
      [
        'a link',
        'See [our *rules*](https://a.example/x?a=1&b=2).',
        `<p>See <a href="https://a.example/x?a=1&amp;b=2" ${LINK}>our *rules*</a>.</p>`,
      ],
      [
        'an address as it is',
        'Read https://a.example/x.',
        `<p>Read <a href="https://a.example/x" ${LINK}>https://a.example/x</a>.</p>`,
      ],
      ['sums and footnotes as they are', '2 * 3 * 4, **open, *', '<p>2 * 3 * 4, **open, *</p>'],
      ['nothing', ' \n\n', ''],
    ])
    .run(({ assert }, [, text, html]) => assert.equal(formattedText(text), html))

  test('lets no HTML pass: {$self}')
    .with([
      '<script>alert(1)</script>',
      '**<img src=x onerror=alert(1)>**',
      '[x](javascript:alert(1))',
      '[x](https://a.example/"onclick="alert(1))',
      '[<b>x</b>](https://a.example/<b>)',
      'https://a.example/"><script>',
      `[x](https://a.example/'onmouseover='alert(1))`,
      '[x](data:text/html,<script>)',
    ])
    .run(({ assert }, text) => {
      const html = formattedText(text)
      const tags = html.match(/<[^>]*>/g) ?? []
      const ours = /^<\/?(p|strong|em|a)>$|^<a href="https:\/\/[^"<>']+" rel="nofollow noopener">$/
      for (const tag of tags) assert.match(tag, ours)
      assert.notMatch(html, /href="(?!https:)/)
    })

  test('reads 2,000 characters of open marks at once', ({ assert }) => {
    const from = performance.now()
    for (const mark of ['**a ', '*a ', '[a', '[a](https://', 'https://a.a/', '- *']) {
      formattedText(mark.repeat(2000 / mark.length))
    }
    assert.isBelow(performance.now() - from, 200)
  })
})

test.group('unformattedText', () => {
  test('is one line of words', ({ assert }) => {
    const text = '**Warm** & *quiet*\n\n- a towel\n- [goggles](https://a.example) <b>'
    assert.equal(unformattedText(text), 'Warm & quiet a towel goggles <b>')
  })
})
