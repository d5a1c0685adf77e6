import { test } from '@japa/runner'
import { inMarkdown } from '#formats/words/markdown'

test.group('Text within Markdown', () => {
  test('{0} is written {1}')
    .with([
      ['Swim School Pro', 'Swim School Pro'],
      ['# Free lessons', String.raw`\# Free lessons`],
      ['one\n\n## two', String.raw`one \#\# two`],
      ['- a - b', String.raw`\- a - b`],
      ['1. first', String.raw`1\. first`],
      ['12.50 and 3', String.raw`12\.50 and 3`],
      ['[here](https://evil.example)', String.raw`\[here\](https\://evil.example)`],
      ['<img src=x onerror=alert(1)>', String.raw`\<img src=x onerror=alert(1)\>`],
      [
        '`code` **bold** _soft_ ~gone~ a|b',
        String.raw`\`code\` \*\*bold\*\* \_soft\_ \~gone\~ a\|b`,
      ],
      ['AT&amp;T', String.raw`AT\&amp;T`],
      ['C:\\pool', String.raw`C:\\pool`],
      ['  spaced   out  ', 'spaced out'],
    ])
    .run(({ assert }, [text, written]) => {
      assert.equal(inMarkdown(text), written)
    })
})
