import type { Client } from 'pg'

/** So that tables can be filled in any order. Gives the statements that put them back, each of which looks at every row. */
export async function takeReferencesAway(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ away: string; back: string }>(`
    select format('alter table %s drop constraint %I', cast(conrelid as regclass), conname) as away,
           format('alter table %s add constraint %I %s',
                  cast(conrelid as regclass), conname, pg_get_constraintdef(oid)) as back
      from pg_constraint where contype = 'f' and connamespace = cast('public' as regnamespace)
     order by conrelid, conname`)
  for (const { away } of rows) await client.query(away)
  return rows.map(({ back }) => back)
}
