import { test } from '@japa/runner'
import { readRecipients } from '#models/notifications/recipients'

test.group('A pasted list of people', () => {
  test('is read line by line, with names or without, each address once', ({ assert }) => {
    const text = [
      'Ines Duarte <ines@duarte.example>,',
      '',
      '"Okoro, Sam" < sam@example.com >',
      'grace@example.com;',
      'INES@duarte.example',
    ].join('\r\n')
    assert.deepEqual(readRecipients(text), [
      { name: 'Ines Duarte', email: 'ines@duarte.example' },
      { name: 'Okoro, Sam', email: 'sam@example.com' },
      { name: null, email: 'grace@example.com' },
    ])
    assert.isEmpty(readRecipients(' \n\n'))
  })

  test('is read as a spreadsheet or a line of a mail has it', ({ assert }) => {
    for (const [line, expected] of [
      ['Dee\tdee@example.org', [['Dee', 'dee@example.org']]],
      ['dee@example.org\tDee Ito', [['Dee Ito', 'dee@example.org']]],
      ['Carl, carl@example.org', [['Carl', 'carl@example.org']]],
      ['Carl;carl@example.org;', [['Carl', 'carl@example.org']]],
      ['Carl Ray carl@example.org', [['Carl Ray', 'carl@example.org']]],
      ['mailto:carl@example.org', [[null, 'carl@example.org']]],
      [
        'Ines <ines@duarte.example>, sam@example.com; "Ito" <dee@example.org>',
        [
          ['Ines', 'ines@duarte.example'],
          [null, 'sam@example.com'],
          ['Ito', 'dee@example.org'],
        ],
      ],
    ] as const) {
      const read = readRecipients(line).map(({ name, email }) => [name, email])
      assert.deepEqual(read, expected)
    }
  })

  test('names the line that is no address', ({ assert }) => {
    for (const line of ['Ines Duarte', 'ines@', 'a@b.example b@c.example', 'Ines <ines>']) {
      assert.throws(() => readRecipients(`sam@example.com\n${line}`), 'Line 2 names nobody')
      assert.throws(
        () => readRecipients(`${line}\nsam@example.com\n${line}`),
        'Line 1, 3 names nobody'
      )
    }
  })
})
