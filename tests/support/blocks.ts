import Block from '#models/availability/block'
import type Host from '#models/availability/host'

/** On that date alone from 14:00 to 16:00, unless told otherwise. */
export async function blockTime(
  hosts: readonly Host[],
  given: Partial<Block['$attributes']> = {}
): Promise<Block> {
  const [{ businessId }] = hosts
  const firstDate = given.firstDate ?? '2026-12-02'
  const block = await Block.create({
    ...{ businessId, firstDate, lastDate: firstDate, weeklyDays: null, skippedDates: [] },
    isForEveryone: false,
    ...{ startsTime: '14:00', endsTime: '16:00', reason: null },
    ...given,
  })
  await block
    .related('hosts')
    .attach(Object.fromEntries(hosts.map(({ id }) => [id, { business_id: businessId }])))
  return block
}
