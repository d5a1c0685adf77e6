import { checkOf } from '#queries/integrity/check'

export default checkOf(
  'overlapping_claims',
  'Two holders have the same time of one host',
  `select a.host_id, a.id as claim_id, b.id as other_claim_id, a.holder_id, b.holder_id as other_holder_id
     from claims a
     join claims b on b.host_id = a.host_id and b.id > a.id
       and b.holder_id <> a.holder_id and b.blocked && a.blocked and b.released_at is null
    where a.released_at is null
    order by a.id, b.id`
)
