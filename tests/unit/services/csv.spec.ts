import { text } from 'node:stream/consumers'
import { test } from '@japa/runner'
import { csv, type CsvColumns } from '#services/csv'

interface Row {
  name: string
  places: number | null
}

const COLUMNS: CsvColumns<Row> = {
  'Name': ({ name }) => name,
  'Places taken': ({ places }) => places,
}

const written = (...rows: Row[]) => text(csv(COLUMNS, rows))

test.group('A CSV file', () => {
  test('begins with its mark and its titles, and ends its lines as RFC 4180 does', async ({
    assert,
  }) => {
    const file = csv(COLUMNS, [{ name: 'Grace Liu', places: 2 }])
    const bytes = Buffer.concat(await file.toArray())
    assert.equal(bytes.toString(), '\uFEFFName,Places taken\r\nGrace Liu,2\r\n')
  })

  test('has its titles where there is nothing to list', async ({ assert }) => {
    assert.equal(await written(), 'Name,Places taken\r\n')
  })

  test('quotes commas, quotes and line breaks', async ({ assert }) => {
    const name = 'Liu, "Grace"\nfrom Bern'
    assert.include(await written({ name, places: null }), '"Liu, ""Grace""\nfrom Bern",\r\n')
  })

  test('has nothing that a spreadsheet would calculate: {$self}')
    .with(['=1+1', '+49 30 1', '-2', '@SUM(A1)', '\tx', '\rx'])
    .run(async ({ assert }, name) => {
      const [, line] = (await written({ name, places: 1 })).split('\r\n')
      assert.match(line, /^"?'/)
    })

  test('breaks off where its rows do', async ({ assert }) => {
    const rows = async function* () {
      yield { name: 'Grace Liu', places: 1 }
      throw new Error('The rows ended early')
    }
    await assert.rejects(() => text(csv(COLUMNS, rows())), 'The rows ended early')
  })
})
