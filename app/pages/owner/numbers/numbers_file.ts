import type { numbersPage } from '#pages/owner/numbers/numbers_page'
import { plainAmount } from '#formats/bookings/money'
import type { PageReader } from '#pages/reader'

type NumbersPage = ReturnType<typeof numbersPage>

interface NumberRow {
  table: string
  row: string
  figure: string
  value: number | string
}

const PER_PART = ['held', 'waiting', 'cancelled', 'missed'] as const
const PER_DOOR = ['visits', 'booked'] as const
const PER_WORTH = ['value', 'completedValue', 'missedValue'] as const
const PER_PROVIDER = ['connections', 'inNeed'] as const
const PER_SERVICE = ['visits', 'noTimes', 'booked', 'held', 'missed', 'cancelled'] as const

export function numbersColumns({ t }: PageReader) {
  const title = (name: keyof NumberRow) => t(`owner.numbers.file.${name}`)
  return {
    [title('table')]: ({ table }: NumberRow) => table,
    [title('row')]: ({ row }: NumberRow) => row,
    [title('figure')]: ({ figure }: NumberRow) => figure,
    [title('value')]: ({ value }: NumberRow) => value,
  }
}

export function numbersRows(
  { parts, unit, funnel, hours, worth, doors, services, sources, calendars, ...page }: NumbersPage,
  { t }: PageReader
): NumberRow[] {
  const column = (name: string) => t(`owner.numbers.column.${name}`)
  const tableOf = <Name extends string>(
    table: string,
    rows: ({ name: string } & Record<Name, { value: number }>)[],
    names: readonly Name[]
  ): NumberRow[] =>
    rows.flatMap((row) =>
      names.map((name) => ({
        ...{ table, row: row.name, figure: column(name), value: row[name].value },
      }))
    )
  const inOrder = (page.isAhead ? parts : parts.toReversed()).map((part) => ({
    ...part,
    name: part.key,
  }))
  const amount = (name: string, currency: string, value: number) => ({
    figure: `${column(name)}, ${currency}`,
    value: plainAmount(String(value), currency),
  })
  const worthOf = (table: string, rows: NumbersPage['worth']['services']) =>
    rows.flatMap((row) =>
      PER_WORTH.map((name) => ({
        ...{ table, row: row.name, ...amount(name, row.currency, row[name].value) },
      }))
    )
  const steps = funnel.map(({ name, visits }) => ({
    name: t(`owner.numbers.step.${name}`),
    visits,
  }))
  return [
    ...tableOf(t(`owner.numbers.parts.${unit}`), inOrder, PER_PART),
    ...inOrder.flatMap(({ name: row, values }) =>
      values.map(({ value }, at) => ({
        ...{ table: t(`owner.numbers.parts.${unit}`), row },
        ...amount('value', page.currencies[at], value),
      }))
    ),
    ...worthOf(t('owner.numbers.worth.services'), worth.services),
    ...worthOf(t('owner.numbers.worth.people'), worth.people),
    ...tableOf(t('owner.numbers.funnel'), steps, ['visits']),
    ...hours.rows.flatMap(({ hour, cells }) =>
      cells.map(({ held }, index) => ({
        table: t('owner.numbers.hours'),
        row: `${hours.days[index].long} ${hour}`,
        figure: column('held'),
        value: held.value,
      }))
    ),
    ...tableOf(t('owner.numbers.services'), services, PER_SERVICE),
    ...tableOf(t('owner.numbers.doors'), doors, PER_DOOR),
    ...tableOf(
      t('owner.numbers.sources'),
      sources.map(({ name, campaign, ...row }) => ({
        ...row,
        name: [name, campaign].filter(Boolean).join(', '),
      })),
      PER_DOOR
    ),
    ...tableOf(t('owner.numbers.calendars'), calendars?.rows ?? [], PER_PROVIDER),
  ]
}
