/** Where the data of a file comes from. Data of different modes never stands in one file. */
export type StoreMode = 'simulated' | 'paper' | 'live';
