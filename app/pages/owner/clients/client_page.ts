import type { DateTime } from 'luxon'
import type Client from '#models/clients/client'
import type Business from '#models/settings/business'
import { type ClientFacts, clientFacts } from '#queries/clients/client_facts'
import { mergedInto } from '#queries/clients/find_client'
import { numberSharers } from '#queries/clients/number_sharers'
import { TIME_LINE_PAGE_SIZE, timeLine, type TimeLineView } from '#queries/clients/time_line'
import { timeLineRows } from '#queries/clients/time_line_rows'
import { visitHabits } from '#queries/clients/visit_habits'

interface ClientQuery {
  view?: TimeLineView
  page?: number
  now: DateTime
}

export async function clientPage(
  business: Business,
  client: Client,
  { view = 'everything', page = 1, now }: ClientQuery
) {
  const facts = await clientFacts([client.id], now)
  const line = await timeLine(client, view, page)
  const rows = await timeLineRows(line.entries)
  const firstPast = rows.findIndex(({ at }) => at <= now)
  return {
    ...{ client, now, view, page },
    facts: facts.get(client.id) as ClientFacts,
    habits: await visitHabits(client.id, business.timeZone, now.toMillis()),
    merged: await mergedInto(client),
    sharers: await numberSharers(client),
    line: {
      ...{ rows, counts: line.counts, oldestAt: line.oldestAt },
      // The line of today stands between what is to come and what has been.
      todayIndex: page === 1 && firstPast > 0 ? firstPast : null,
      older: Math.max(line.total - page * TIME_LINE_PAGE_SIZE, 0),
    },
  }
}
