/** The demo of MySqlToDoris: four tables of employees in a MariaDB server become one in Doris. */
package io.dorisio.pipelines.demo.employees;
