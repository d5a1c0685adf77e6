interface Found {
  isEmpty: boolean
  total: number
  lastPage: number
}

interface List {
  clone(): List
  paginate(page: number, size: number): Promise<Found>
}

/** Beyond the last page stands the last one, so that no list looks empty that is not. */
export async function nearestPage<Query extends List>(
  list: Query,
  page: number,
  size: number
): Promise<Awaited<ReturnType<Query['paginate']>>> {
  const again = list.clone()
  const found = await list.paginate(page, size)
  const shown =
    found.isEmpty && found.total > 0 ? await again.paginate(found.lastPage, size) : found
  return shown as Awaited<ReturnType<Query['paginate']>>
}
