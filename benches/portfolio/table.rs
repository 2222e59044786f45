//! A Markdown table that is also readable as it is.

/// Columns and rows of text.
pub struct Table {
    rows: Vec<Vec<String>>,
    /// How many columns from the left hold words; the others hold figures.
    words: usize,
}

impl Table {
    /// A table with these columns, of which the first `words` hold words and the others figures.
    pub fn new(words: usize, columns: Vec<String>) -> Self {
        Self { rows: vec![columns], words }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Prints it.
    pub fn print(&self) {
        let columns = self.rows[0].len();
        let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
        let widest = |column| self.rows.iter().map(|row| cell(row, column).chars().count()).max().unwrap_or(0).max(3);
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        for (at, row) in self.rows.iter().enumerate() {
            let padded = (0..columns).map(|column| match column < self.words {
                true => format!("{:<1$}", cell(row, column), widths[column]),
                false => format!("{:>1$}", cell(row, column), widths[column]),
            });
            println!("| {} |", padded.collect::<Vec<_>>().join(" | "));
            if at == 0 {
                let rule = (0..columns).map(|column| match column < self.words {
                    true => "-".repeat(widths[column] + 2),
                    false => "-".repeat(widths[column] + 1) + ":",
                });
                println!("|{}|", rule.collect::<Vec<_>>().join("|"));
            }
        }
        println!();
    }
}
