import { test } from '@japa/runner'
import { readCsv, UnreadableCsv } from '#services/csv_reader'

const TEXT = 'Name;Mail\r\nJosé Núñez;jose@x.example\r\n\r\n"Liu; Grace";grace@x.example\r\n'

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

test.group('A CSV file of clients', () => {
  test('is read as {$self}')
    .with([
      { name: 'UTF-8', bytes: Buffer.from(TEXT) },
      { name: 'UTF-8 with its mark', bytes: Buffer.from(`\uFEFF${TEXT}`) },
      { name: 'UTF-16 with its mark', bytes: Buffer.from(`\uFEFF${TEXT}`, 'utf16le') },
      { name: 'UTF-16, the other way round', bytes: utf16be(`\uFEFF${TEXT}`) },
      { name: 'UTF-16 without a mark', bytes: Buffer.from(TEXT, 'utf16le') },
      { name: 'Windows-1252', bytes: Buffer.from(TEXT, 'latin1') },
      { name: 'tabs', bytes: Buffer.from(TEXT.replaceAll(';', '\t').replace('Liu\t', 'Liu;')) },
    ])
    .run(({ assert }, { bytes }) => {
      const { titles, rows } = readCsv(bytes, 10)
      assert.deepEqual(titles, ['Name', 'Mail'])
      assert.deepEqual(
        rows.map(({ cells }) => cells),
        [
          ['José Núñez', 'jose@x.example'],
          ['Liu; Grace', 'grace@x.example'],
        ]
      )
      assert.equal(rows[1].line, 4)
    })

  test('is refused by what is wrong with it: {problem}')
    .with([
      { bytes: Buffer.from(' \r\n'), problem: 'empty' },
      { bytes: Buffer.from('PK\u0003\u0004and more'), problem: 'workbook' },
      { bytes: Buffer.from('a\0\0\0b\0\0,c\n1,2'), problem: 'not_text' },
      { bytes: Buffer.from('a,b\n1,2\n"open,3\n'), problem: 'unreadable' },
      { bytes: Buffer.from('a,b\n'), problem: 'no_rows' },
      { bytes: Buffer.from(`a,b\n${'1,2\n'.repeat(11)}`), problem: 'too_many' },
    ])
    .run(({ assert }, { bytes, problem }) => {
      assert.throws(() => readCsv(bytes, 10), problem)
    })

  test('says on which line a row begins, and where a quotation is open, however lines end: {name}')
    .with([
      { name: 'LF', end: '\n' },
      { name: 'CRLF', end: '\r\n' },
      { name: 'CR', end: '\r' },
    ])
    .run(({ assert }, { end }) => {
      const whole = ['a,b', '1,"two', 'lines"', '', '3,4', '5,"three', 'lines', 'here"'].join(end)
      const { rows } = readCsv(Buffer.from(whole), 10)
      assert.deepEqual(
        rows.map(({ line }) => line),
        [2, 5, 6]
      )
      const lineOf = (lines: string[]) => {
        try {
          readCsv(Buffer.from(lines.join(end)), 10)
        } catch (error) {
          return error instanceof UnreadableCsv ? error.line : null
        }
        return null
      }
      assert.equal(lineOf(['a,b', '1,"2', '"', '3,"open', '4,5', '6,7', '']), 4)
      assert.equal(lineOf(['a,b', '1,2', '3,mid"dle', '4,5', '']), 3)
    })

  test('with 100,000 rows is refused with their number', ({ assert }) => {
    const bytes = Buffer.from(`a,b\n${'1,2\n'.repeat(100_000)}`)
    assert.throws(() => readCsv(bytes, 20_000), 'too_many')
  })

  test('loses the apostrophe of our own files', ({ assert }) => {
    const { rows } = readCsv(Buffer.from("a,b\n'+44 7700,O'Neil\n"), 10)
    assert.deepEqual(rows[0].cells, ['+44 7700', "O'Neil"])
  })
})
