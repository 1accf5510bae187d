// How values are written and read.
export const json = {
  write: (command) => JSON.stringify(command),
  read: (value) => JSON.parse(value.toString()),
};
