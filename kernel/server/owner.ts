import pg from 'pg'

/** A connection as the owner of the database: for migrations, reference data and the command line; never for a request. */
export type Owner = pg.Client

/** Runs `work` on one connection of the owner and closes it whatever happens. */
export const asOwner = async <T>(url: string, work: (owner: Owner) => Promise<T>): Promise<T> => {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}
