import type { DateTime } from 'luxon'
import type Client from '#models/clients/client'
import { versionOf } from '#models/version'
import { clientFacts } from '#queries/clients/client_facts'
import { likelyDoubles, mergeContent, otherRecords } from '#queries/clients/merge_pair'

interface MergeQuery {
  search: string
  now: DateTime
}

/** Those that look alike and those searched for; or both records side by side. */
export async function mergePage(client: Client, other: Client | null, { search, now }: MergeQuery) {
  const isChosen = other !== null && other.id !== client.id
  const alike = isChosen ? [] : await likelyDoubles(client)
  const found = isChosen || search === '' ? [] : await otherRecords(client, search)
  const pair = isChosen ? [client, other] : []
  const shown = [...pair, ...alike, ...found]
  return {
    ...{ client, alike, found, search, now, pair },
    facts: await clientFacts([...new Set(shown.map(({ id }) => id))], now),
    version: isChosen ? versionOf(mergeContent(pair)) : null,
  }
}
